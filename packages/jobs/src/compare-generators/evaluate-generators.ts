import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Detector } from '@tldr-rm/detect';
import { type Comparison, compareGenerators, type GeneratorFigures, hallucinationRates, type TruthFigures } from '@tldr-rm/evaluate';
import { imageIdentity, resolveImage, unwritable, writeAtomically } from '@tldr-rm/files';
import { type AnswerCache, type CaptionWriter, openAnswerCache, openEndpointWriter, type RetryClock } from '@tldr-rm/language-models';
import { renderComparisonMarkdown, renderComparisonPage } from '@tldr-rm/reports';
import type { CaptionCheck } from '@tldr-rm/scenes';
import { type DetectorFlags, openDetector } from '../detect/open-detector';
import type { Progress } from '../terminal/progress';
import { captionLine } from './caption-line';
import { checkJudged, trueVerdicts } from './check-captions';
import { openCheckpointWriter } from './checkpoint-writer';
import { type GeneratorSpec, readGenerators } from './generator-spec';
import { detectedVerdicts, type JudgedCaption, judgeCaptions } from './judge-captions';
import { type Question, readQuestions } from './question';
import { writeCaptions } from './write-captions';

export interface EvaluateGeneratorsOptions extends DetectorFlags {
  /** File of generators. */
  generators: string;
  /** Samples with pictures and prompts. */
  data: string;
  /** Folder for captions, reports, and the captions that a further run finds. */
  out: string;
  /** Asked about every picture instead of the samples' prompts. */
  prompt?: string | undefined;
  signal: AbortSignal;
  /** Starts a bar over what generators write and the detector reads. */
  startProgress: (total: number) => Promise<Progress>;
  /** Time and chance of retries. */
  clock?: RetryClock | undefined;
}

/**
 * Has generators write about pictures, lets the detector judge it, and compares their rates of hallucination. Writes `captions.jsonl` and
 * `comparison.json`, `.md` and `.html` into the folder. What was written is kept in `FOLDER/answers`, so that a further run goes on where this one stopped.
 *
 * @throws {InputError} if a file, a checkpoint or a flag cannot be used.
 * @throws {LanguageModelError} if a server cannot be used as asked.
 * @throws the reason of the signal, once it aborts.
 */
export async function evaluateGenerators(options: EvaluateGeneratorsOptions): Promise<Comparison> {
  const { data, out, prompt, signal } = options;
  const specs = await readGenerators(options.generators);
  const questions = await readQuestions(data, prompt);
  await mkdir(out, { recursive: true }).catch(unwritable(out));
  const cache = openAnswerCache(join(out, 'answers'));
  const detector = await openDetector(options);
  try {
    const progress = await options.startProgress(2 * specs.length * questions.length);
    const figures: GeneratorFigures[] = [];
    const lines: string[] = [];
    try {
      for (const spec of specs) {
        const { judged, ...written } = await runGenerator(spec, questions, {
          cache,
          detector,
          signal,
          advance: (count) => progress.advance(count, spec.name),
          clock: options.clock,
        });
        const checks = judged.map(checkJudged);
        const truth = truthOf(judged, checks);
        figures.push({ ...figuresOf(spec, judged, written), ...(truth && { truth }) });
        for (const [index, caption] of judged.entries()) lines.push(`${JSON.stringify(captionLine(spec.name, caption, checks[index]!))}\n`);
      }
    } finally {
      progress.stop();
    }
    const pictures = new Set(questions.map(({ image }) => imageIdentity(resolveImage(image, '.')))).size;
    const comparison = compareGenerators({ detector: detector.manifest.name, pictures, questions: questions.length }, figures);
    const files = {
      'captions.jsonl': lines.join(''),
      'comparison.json': `${JSON.stringify(comparison, null, 2)}\n`,
      'comparison.md': renderComparisonMarkdown(comparison),
      'comparison.html': renderComparisonPage(comparison),
    };
    for (const [name, contents] of Object.entries(files)) await writeAtomically(join(out, name), contents).catch(unwritable(out));
    return comparison;
  } finally {
    await detector.close();
  }
}

interface RunOptions {
  cache: AnswerCache;
  detector: Detector;
  signal: AbortSignal;
  advance: (count: number) => void;
  clock: RetryClock | undefined;
}

interface GeneratorRun {
  judged: JudgedCaption[];
  cached: number;
  usage: GeneratorFigures['usage'];
}

async function runGenerator(
  spec: GeneratorSpec,
  questions: readonly Question[],
  { cache, detector, signal, advance, clock }: RunOptions,
): Promise<GeneratorRun> {
  const writer: CaptionWriter =
    'checkpoint' in spec ? await openCheckpointWriter(spec) : await openEndpointWriter(spec, { environment: process.env, clock });
  try {
    const { answers, cached } = await writeCaptions(questions, writer, { cache, signal, advance });
    return { judged: await judgeCaptions(questions, answers, detector, advance), cached, usage: writer.usage?.() };
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
