import type { ReadSamplesOptions } from '@tldr-rm/datasets';
import { readEarlierOptions } from '@tldr-rm/files';
import type { PerturbationEngine } from '@tldr-rm/perturb';
import { InputError, type Sample } from '@tldr-rm/schema';
import { z } from 'zod';
import type { OpenedContext } from '../job/job';
import type { JobOutput } from '../paths/open-paths';
import type { RereadableInput } from '../paths/open-rereadable';
import type { PerturbLanguageModelSpec, PerturbSpec } from './perturb-spec';
import { SAMPLED_TEXTS, sampleTexts } from './sample-texts';

/** An engine that is ready for use, and what a long run must know about it. */
export interface OpenedEngine {
  engine: PerturbationEngine;
  name: PerturbSpec['engine'];
  /** What decides its negatives beside the request, by the fields of the spec. Runs with other settings do not go on with each other's files. */
  settings: Record<string, unknown>;
  /** Samples that are worked on at once. */
  concurrency: number;
  /** Whether the same request gives the same negative, for nothing. Then lines whose state file is gone can be checked by making them again. */
  repeatable: boolean;
  /** What a sample must have beside its texts, and what to say where no sample of a file has it. */
  needs?: { isIn: (sample: Sample) => boolean; missing: (input: string) => InputError };
  /** Longest response that it perturbs, in characters. */
  maximumLength?: number;
  /** What this run has asked for and paid so far. */
  usage?: () => object;
}

/** The files that an engine is opened for. */
export interface EngineFiles {
  /** True samples: the lexical engine draws replacements as often as their texts use them. */
  input: RereadableInput;
  reading: Omit<ReadSamplesOptions, 'onRead' | 'name' | 'base'>;
  /** Where the negatives go; answers that were paid for are kept beside it. */
  output: JobOutput;
  overwrite: boolean;
}

type EngineContext = Pick<OpenedContext, 'resources' | 'onNotice'>;

/**
 * Opens an engine by its name.
 *
 * @throws what opening the engine throws.
 */
export async function openEngine(
  spec: Pick<PerturbSpec, 'engine' | 'languageModel'>,
  files: EngineFiles,
  context: EngineContext,
): Promise<OpenedEngine> {
  switch (spec.engine) {
    case 'scene':
      return openSceneEngine();
    case 'lexical':
      return openLexicalEngine(files);
    case 'llm':
      return openLanguageModelEngine(spec.languageModel!, files.output.name, context);
  }
}

export async function openSceneEngine(): Promise<OpenedEngine> {
  const { sceneEngine } = await import('@tldr-rm/perturb');
  return {
    engine: sceneEngine,
    name: 'scene',
    settings: {},
    concurrency: 1,
    repeatable: true,
    needs: {
      isIn: (sample) => sample.scene !== undefined && sample.claims !== undefined,
      missing: (input) =>
        new InputError(
          'NO_SCENES',
          `${input}: no sample carries "scene" and "claims", which this engine needs. The job "scenes" makes such samples; the engine "lexical" does without.`,
        ),
    },
  };
}

const drawnBySchema = z.object({ samples: z.number().int().positive() });

async function openLexicalEngine({ input, reading, output, overwrite }: EngineFiles): Promise<OpenedEngine> {
  const { loadLexicalEngine, MAXIMUM_LEXICAL_LENGTH } = await import('@tldr-rm/perturb/lexical');
  // A run that goes on draws by the texts that it began with, however many the input has by now.
  const earlier = overwrite || !output.isFile ? null : drawnBySchema.safeParse((await readEarlierOptions(output.name))?.input).data;
  const { texts, samples, digest } = await sampleTexts(input.path, reading, earlier?.samples ?? SAMPLED_TEXTS);
  const engine = await loadLexicalEngine({ texts });
  return {
    engine,
    name: 'lexical',
    settings: { input: { samples, digest } },
    concurrency: 1,
    repeatable: true,
    maximumLength: MAXIMUM_LEXICAL_LENGTH,
  };
}

/** Samples that wait for each request that may be under way, so that a slow one does not hold up the others. */
const WAITING_PER_REQUEST = 4;

async function openLanguageModelEngine(
  { rewriteAnswers, ...asked }: PerturbLanguageModelSpec,
  output: string,
  context: EngineContext,
): Promise<OpenedEngine> {
  const { model, concurrency } = asked;
  const [{ openAskedModel }, { createLanguageModelEngine }, { loadParaphraseCheck }] = await Promise.all([
    import('../language-model/open-asked-model'),
    import('@tldr-rm/perturb/llm'),
    import('@tldr-rm/perturb/lexical'),
  ]);
  const client = await openAskedModel(asked, `${output}.answers`, context);
  const engine = createLanguageModelEngine({ model: client, rewriteAnswers, isParaphrase: await loadParaphraseCheck() });
  return {
    engine,
    name: 'llm',
    settings: { model, rewriteAnswers },
    concurrency: WAITING_PER_REQUEST * concurrency,
    repeatable: false,
    usage: () => engine.usage(),
  };
}
