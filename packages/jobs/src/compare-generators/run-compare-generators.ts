import { join } from 'node:path';
import type { Detector } from '@tldr-rm/detect';
import { type Comparison, compareGenerators, type GeneratorFigures, hallucinationRates, type TruthFigures } from '@tldr-rm/evaluate';
import { imageIdentity, toJsonLine, writeAtomically } from '@tldr-rm/files';
import { type AnswerCache, type CaptionWriter, openAnswerCache, openEndpointWriter } from '@tldr-rm/language-models';
import { renderComparisonMarkdown, renderComparisonPage } from '@tldr-rm/reports';
import type { CaptionCheck } from '@tldr-rm/scenes';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { noticeRetry } from '../job/notice-retry';
import { beginStage } from '../job/stage';
import { openInput } from '../paths/open-paths';
import { openLineSkipper, type SkippedSummary, skippedSummary } from '../skip-lines';
import { captionLine } from './caption-line';
import { checkJudged, trueVerdicts } from './check-captions';
import { openCheckpointWriter } from './checkpoint-writer';
import type { CompareGeneratorsSpec } from './compare-generators-job';
import type { COMPARISON_FILES } from './comparison-files';
import { type GeneratorSpec, readGenerators } from './generator-spec';
import { detectedVerdicts, type JudgedCaption, judgeCaptions } from './judge-captions';
import { type Question, readQuestions } from './question';
import { writeCaptions } from './write-captions';

export interface CompareGeneratorsSummary extends SkippedSummary {
  comparison: Comparison;
  /** The page. */
  report: string;
}

/**
 * Has generators write about pictures, lets the detector judge it, and compares their rates of hallucination. Writes `captions.jsonl` and
 * `comparison.json`, `.md` and `.html` into the folder. What was written is kept in `FOLDER/answers`, so that a further run goes on where this one stopped.
 *
 * @throws {InputError} if a file or a checkpoint cannot be used.
 * @throws {LanguageModelError} if a server cannot be used as asked.
 * @throws {InterruptedError} if the signal came; what was written is kept.
 */
export async function runCompareGenerators(spec: CompareGeneratorsSpec, context: OpenedContext): Promise<CompareGeneratorsSummary> {
  try {
    return await compare(spec, context);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    throw new InterruptedError(`${spec.output}: stopped before all captions were there. The same job goes on from there.`);
  }
}

async function compare(
  { generators, input: path, output, detector: asked, prompt, threads, onError }: CompareGeneratorsSpec,
  context: OpenedContext,
): Promise<CompareGeneratorsSummary> {
  const { resources, signal, onProgress, onNotice } = context;
  const specs = await readGenerators(generators);
  const input = await openInput('input', path, context);
  const detector = await resources.detector({ detector: asked, threads });
  const captions = join(output, 'captions.jsonl');
  const skipper = await openLineSkipper(captions, { onError, startAnew: true, onNotice });
  try {
    const questions = await readQuestions({ input, prompt, skipper }, context);
    const cache = openAnswerCache(join(output, 'answers'));
    const stage = beginStage(onProgress, { stage: 'writing and scoring', unit: 'captions', total: 2 * specs.length * questions.length });
    const figures: GeneratorFigures[] = [];
    const lines: string[] = [];
    for (const spec of specs) {
      const advance = (count: number): void => stage.advance(count, spec.name);
      const run = await runGenerator(spec, questions, { file: input.name, cache, detector, signal, advance, context });
      const { judged, ...written } = run;
      const checks = judged.map(checkJudged);
      const truth = truthOf(judged, checks);
      figures.push({ ...figuresOf(spec, judged, written), ...(truth && { truth }) });
      for (const [index, caption] of judged.entries()) {
        lines.push(toJsonLine(captionLine(spec.name, caption, checks[index]!, { from: input.base, to: captions })));
      }
    }
    const pictures = new Set(questions.map(({ image }) => imageIdentity(image))).size;
    const comparison = compareGenerators({ detector: detector.manifest.name, pictures, questions: questions.length }, figures);
    await writeFiles(output, {
      'captions.jsonl': lines.join(''),
      'comparison.json': `${JSON.stringify(comparison, null, 2)}\n`,
      'comparison.md': renderComparisonMarkdown(comparison),
      'comparison.html': renderComparisonPage(comparison),
    });
    return { comparison, report: join(output, 'comparison.html'), ...skippedSummary(skipper) };
  } finally {
    await skipper.close();
  }
}

async function writeFiles(folder: string, files: Record<(typeof COMPARISON_FILES)[number], string>): Promise<void> {
  for (const [name, contents] of Object.entries(files)) await writeAtomically(join(folder, name), contents);
}

interface RunOptions {
  /** Of the samples, for errors. */
  file: string;
  cache: AnswerCache;
  detector: Detector;
  signal: AbortSignal;
  advance: (count: number) => void;
  context: Pick<OpenedContext, 'resources' | 'onNotice'>;
}

interface GeneratorRun {
  judged: JudgedCaption[];
  cached: number;
  usage: GeneratorFigures['usage'];
}

async function runGenerator(
  spec: GeneratorSpec,
  questions: readonly Question[],
  { file, cache, detector, signal, advance, context }: RunOptions,
): Promise<GeneratorRun> {
  const writer: CaptionWriter =
    'checkpoint' in spec
      ? await openCheckpointWriter(spec)
      : await openEndpointWriter(spec, { environment: context.resources.environment, onRetry: noticeRetry(context.onNotice) });
  try {
    const { answers, cached } = await writeCaptions(questions, writer, { cache, signal, advance });
    return { judged: await judgeCaptions(questions, answers, file, { detector, signal, advance }), cached, usage: writer.usage?.() };
  } finally {
    writer.close();
  }
}

function figuresOf(
  { name, ...settings }: GeneratorSpec,
  judged: readonly JudgedCaption[],
  { cached, usage }: Omit<GeneratorRun, 'judged'>,
): GeneratorFigures {
  const countOf = (is: (caption: JudgedCaption) => boolean): number => judged.filter(is).length;
  const tokens = judged.reduce((sum, { detection }) => sum + (detection?.tokens.length ?? 0), 0);
  return {
    name,
    settings,
    captions: judged.length,
    empty: countOf(({ detection }) => detection === null),
    cutOff: countOf(({ answer }) => answer.end !== 'complete'),
    tokensPerCaption: tokens / judged.length,
    outsideDomain: countOf(({ detection }) => detection?.warnings?.some(({ code }) => code === 'IMAGE_OUTSIDE_DOMAIN') ?? false),
    cached,
    ...(usage && { usage }),
    rates: hallucinationRates(judged.map(detectedVerdicts)),
  };
}

function truthOf(judged: readonly JudgedCaption[], checks: readonly (CaptionCheck | null)[]): TruthFigures | null {
  const checked = judged.flatMap((caption, index) => {
    const check = checks[index]!;
    return check === null ? [] : [{ caption, check }];
  });
  if (checked.length === 0) return null;
  const sentences = checked.flatMap(({ check }) => check.sentences);
  return {
    rates: hallucinationRates(checked.map(({ caption, check }) => trueVerdicts(caption, check))),
    checked: checked.length,
    sentences: sentences.length,
    sentencesRead: sentences.filter(({ read }) => read).length,
  };
}
