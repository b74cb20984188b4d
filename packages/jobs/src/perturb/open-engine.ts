import type { ReadSamplesOptions } from '@tldr-rm/datasets';
import { readEarlierOptions } from '@tldr-rm/files';
import type { PerturbationEngine } from '@tldr-rm/perturb';
import { InputError, type Sample } from '@tldr-rm/schema';
import { z } from 'zod';
import { SAMPLED_TEXTS, sampleTexts } from './sample-texts';

/** Engines by their names on the command line. */
export type EngineName = 'scene' | 'lexical' | 'llm';

/** What the flags say about the engine, by their names. */
export interface EngineFlags {
  engine: EngineName;
  baseUrl?: string;
  model?: string;
  apiKeyEnv?: string;
  concurrency: number;
  cache?: string;
  timeout: number;
  priceIn?: number;
  priceOut?: number;
  rewriteAnswers?: boolean;
}

/** An engine that is ready for use, and what a long run must know about it. */
export interface OpenedEngine {
  engine: PerturbationEngine;
  name: EngineName;
  /** What decides its negatives beside the request, by the names of the options. Runs with other settings do not go on with each other's files. */
  settings: Record<string, unknown>;
  /** Samples that are worked on at once. */
  concurrency: number;
  /** Whether the same request gives the same negative, for nothing. Then lines whose state file is gone can be checked by making them again. */
  repeatable: boolean;
  /** What a sample must have beside its texts, and what to say where no sample of a file has it. */
  needs?: { isIn: (sample: Sample) => boolean; missing: (input: string) => InputError };
  /** What this run has asked for and paid so far. */
  usage?: () => object;
}

/** The files that an engine is opened for. */
export interface EngineFiles {
  /** True samples: the lexical engine draws replacements as often as their texts use them. */
  input: string;
  reading: Omit<ReadSamplesOptions, 'onRead'>;
  /** Where the negatives go; answers that were paid for are kept beside it. */
  output: string;
  startAnew: boolean;
}

/**
 * Opens an engine by its name.
 *
 * @throws {InputError} `USAGE` if a flag is missing that the engine needs, or what opening the engine throws.
 */
export async function openEngine(flags: EngineFlags, files: EngineFiles): Promise<OpenedEngine> {
  switch (flags.engine) {
    case 'scene':
      return openSceneEngine();
    case 'lexical':
      return openLexicalEngine(files);
    case 'llm':
      return openLanguageModelEngine(flags, files.output);
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
          `${input}: no sample carries "scene" and "claims", which this engine needs. \`tldr-rm scenes\` makes such samples; \`--engine lexical\` does without.`,
        ),
    },
  };
}

const drawnBySchema = z.object({ samples: z.number().int().positive() });

async function openLexicalEngine({ input, reading, output, startAnew }: EngineFiles): Promise<OpenedEngine> {
  const { loadLexicalEngine } = await import('@tldr-rm/perturb/lexical');
  // A run that goes on draws by the texts that it began with, however many the input has by now.
  const earlier = startAnew ? null : drawnBySchema.safeParse((await readEarlierOptions(output))?.input).data;
  const { texts, samples, digest } = await sampleTexts(input, reading, earlier?.samples ?? SAMPLED_TEXTS);
  const engine = await loadLexicalEngine({ texts });
  return { engine, name: 'lexical', settings: { input: { samples, digest } }, concurrency: 1, repeatable: true };
}

/** Samples that wait for each request that may be under way, so that a slow one does not hold up the others. */
const WAITING_PER_REQUEST = 4;

async function openLanguageModelEngine(flags: EngineFlags, output: string): Promise<OpenedEngine> {
  const { baseUrl, model, apiKeyEnv, concurrency, cache, timeout, priceIn, priceOut, rewriteAnswers } = flags;
  if (baseUrl === undefined || model === undefined) {
    throw new InputError('USAGE', '--engine llm needs --base-url (such as http://127.0.0.1:8000/v1) and --model.');
  }
  const apiKey = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  if (apiKeyEnv !== undefined && !apiKey)
    throw new InputError('USAGE', `--api-key-env ${apiKeyEnv}: there is no such environment variable.`);
  if ((priceIn === undefined) !== (priceOut === undefined)) throw new InputError('USAGE', '--price-in and --price-out go together.');
  const [{ openAICompatibleModel, openAnswerCache }, { createLanguageModelEngine }, { loadParaphraseCheck }] = await Promise.all([
    import('@tldr-rm/language-models'),
    import('@tldr-rm/perturb/llm'),
    import('@tldr-rm/perturb/lexical'),
  ]);
  const engine = createLanguageModelEngine({
    model: await openAICompatibleModel({ baseUrl, model, apiKey }),
    cache: openAnswerCache(cache ?? `${output}.answers`),
    concurrency,
    timeoutMs: 1000 * timeout,
    rewriteAnswers,
    isParaphrase: await loadParaphraseCheck(),
    ...(priceIn !== undefined && priceOut !== undefined && { prices: { promptPerMillion: priceIn, completionPerMillion: priceOut } }),
  });
  return {
    engine,
    name: 'llm',
    settings: { model, rewriteAnswers },
    concurrency: WAITING_PER_REQUEST * concurrency,
    repeatable: false,
    usage: () => engine.usage(),
  };
}
