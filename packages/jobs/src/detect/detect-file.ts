import { dirname } from 'node:path';
import { BatchItemError, type Detector } from '@tldr-rm/detect';
import {
  AppendableLines,
  countLines,
  moveImageReference,
  ResumeError,
  readJsonl,
  readRunState,
  resolveImage,
  writeAtomically,
  writeRunState,
} from '@tldr-rm/files';
import type { ReportCard } from '@tldr-rm/reports';
import { InputError, JsonlError, type Sample, sampleSchema, shorten } from '@tldr-rm/schema';
import { z } from 'zod';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import { assertWritable } from '../paths/assert-writable';
import { type JobInput, type JobOutput, openInput, openTarget } from '../paths/open-paths';
import { type LineSkipper, nothingLeft, openLineSkipper, type SkipLinesOptions, type SkippedSummary, skippedSummary } from '../skip-lines';
import { appliedThresholds } from './applied-thresholds';
import { detectorIdentity, detectorMark } from './detector-identity';
import { type ScoredLine, scoredLineSchema } from './scored-line';

/** Lines that are scored, and then written, at once. */
const BATCH = 64;

/** Cards on a page; with pictures inside, more would make it slow to open. */
const MAXIMUM_REPORT_CARDS = 200;

export interface DetectFileOptions extends Pick<SkipLinesOptions, 'onError'> {
  input: string;
  output: string;
  detector?: string | undefined;
  theta?: number | undefined;
  threads?: number | undefined;
  report?: string | undefined;
  overwrite: boolean;
}

export interface DetectFileSummary extends SkippedSummary {
  output: string;
  responses: number;
  hallucinated: number;
  /** Responses with a warning, such as that their picture is unlike those that the detector knows. */
  withWarnings: number;
  /** The page that was written, if one was asked for. */
  report?: string;
}

interface Line {
  line: number;
  sample: Sample & { image: string };
}

/** A file that is scored. */
interface Scoring {
  input: JobInput;
  output: JobOutput;
  detector: Detector;
  mark: string;
  theta: number | undefined;
  signal: AbortSignal;
  skipper: LineSkipper;
  /** Lines that an earlier run has written; they are compared with the input before any is added. */
  earlier: AsyncIterator<{ value: ScoredLine }>;
  done: Done;
  /** Takes what was scored, in the order of the input. */
  write(scored: readonly ScoredLine[]): Promise<void>;
  /** Leaves out a line that cannot be used, if that is asked for. */
  skip(error: JsonlError, id?: string): Promise<void>;
}

/** What is written so far. */
interface Done {
  responses: number;
  hallucinated: number;
  spans: number;
  withWarnings: number;
  /** The first of them, for a page. */
  shown: ScoredLine[];
}

/**
 * Scores a file of samples, one line each, in the order of the input. A run that was killed goes on after the last line.
 *
 * @throws {JsonlError} naming file and line of a sample that cannot be read or scored, unless such lines are left out; what stands before it is written.
 * @throws {ResumeError} if the output holds lines made of other samples, or by another detector or with another threshold.
 * @throws {InterruptedError} if the signal came; what was scored is written.
 */
export async function detectFile(options: DetectFileOptions, context: OpenedContext): Promise<DetectFileSummary> {
  const { overwrite, report } = options;
  const { resources } = context;
  const input = await openInput('input', options.input, context);
  const output = await openTarget('output', options.output, context);
  await assertWritable(report);
  const total = input.isFile ? await countLines(options.input) : null;
  const detector = await resources.detector({ detector: options.detector, threads: options.threads });
  const lines = await AppendableLines.open(output.target, { startAnew: overwrite });
  try {
    return await scoreFile({ input, output, detector, lines, total }, options, context);
  } finally {
    await lines.close();
  }
}

interface OpenedFiles extends Pick<Scoring, 'input' | 'output' | 'detector'> {
  lines: AppendableLines;
  total: number | null;
}

async function scoreFile(
  { input, output, detector, lines, total }: OpenedFiles,
  { output: path, theta, overwrite, onError, report }: DetectFileOptions,
  { signal, onProgress, onNotice }: OpenedContext,
): Promise<DetectFileSummary> {
  const identity = detectorIdentity(detector.manifest, theta);
  const run = { job: 'detect', options: identity, summary: z.null() };
  // It only says by which part the detector differs; that it differs is told by the lines.
  const isNoted = !overwrite && output.isFile && (await readRunState(path, run)) !== null;
  const isThere = !overwrite && output.isFile && lines.bytes > 0;
  const skipper = await openLineSkipper(output.target, { onError, startAnew: !isThere, onNotice });
  try {
    const finished = isThere ? (await countLines(path)) + skipper.count : 0;
    const stage = beginStage(onProgress, { stage: 'scoring', unit: 'responses', total, done: finished });
    const done: Done = { responses: 0, hallucinated: 0, spans: 0, withWarnings: 0, shown: [] };
    let first = true;
    const scoring: Scoring = {
      ...{ input, output, detector, mark: detectorMark(identity), theta, signal, skipper, done },
      earlier: (isThere ? lines.written(scoredLineSchema) : nothing())[Symbol.asyncIterator](),
      async write(scored) {
        if (first && output.isFile && !isNoted) await writeRunState(path, { ...run, items: 0, digest: '', bytes: 0, summary: null });
        first = false;
        await lines.append(scored);
        for (const line of scored) count(done, line);
        stage.advance(scored.length);
      },
      async skip(error, id) {
        if (skipper.has(error.line)) return;
        await skipper.skip(error, id);
        stage.advance(1);
      },
    };
    try {
      for await (const batch of unscoredBatches(scoring)) {
        if (signal.aborted) break;
        await scoreBatch(batch, scoring);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) throw interrupted(output, done.responses);
    if (done.responses === 0) throw nothingLeft(input.name, skipper.count);
    await lines.finish();
    const { responses, hallucinated, withWarnings } = done;
    const summary = { output: path, responses, hallucinated, withWarnings, ...skippedSummary(skipper) };
    if (report === undefined) return summary;
    await writeReport(report, scoring);
    return { ...summary, report };
  } finally {
    await skipper.close();
  }
}

async function* nothing(): AsyncGenerator<never> {}

function interrupted({ name, isFile }: JobOutput, responses: number): InterruptedError {
  return new InterruptedError(`${name}: stopped after ${responses} responses.${isFile ? ' The same job goes on from there.' : ''}`);
}

function count(done: Done, line: ScoredLine): void {
  done.responses += 1;
  done.spans += line.spans.length;
  if (line.response.hallucinated) done.hallucinated += 1;
  if (line.warnings) done.withWarnings += 1;
  if (done.shown.length < MAXIMUM_REPORT_CARDS) done.shown.push(line);
}

async function* unscoredBatches(scoring: Scoring): AsyncGenerator<Line[]> {
  const { input, output, skipper, earlier, done, skip } = scoring;
  let batch: Line[] = [];
  try {
    for await (const { line, value: sample } of readJsonl(input.source, sampleSchema, { name: input.name, onBadLine: skip })) {
      if (skipper.has(line)) continue;
      const written = await earlier.next();
      if (!written.done) {
        assertMadeOf(sample, written.value.value, scoring);
        count(done, written.value.value);
        continue;
      }
      if (sample.image === undefined) {
        await skip(new JsonlError(input.name, line, 'the sample has no image. Each needs one to be scored.'), sample.id);
        continue;
      }
      batch.push({ line, sample: { ...sample, image: sample.image } });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    // What stands before a broken line is to be scored all the same.
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (!(await earlier.next()).done) throw new ResumeError(output.name, `holds more lines than ${input.name}`);
  if (batch.length > 0) yield batch;
}

/** @throws {ResumeError} if a written line was made of another sample, or by another detector. */
function assertMadeOf({ id, image, prompt, response }: Sample, written: ScoredLine, { input, output, mark, done }: Scoring): void {
  const refuse = (problem: string): never => {
    throw new ResumeError(output.name, problem);
  };
  const line = done.responses + 1;
  if (written.detector !== mark) refuse('holds lines that another detector, or another threshold, scored');
  if (written.id !== id) refuse(`line ${line} is of sample "${shorten(written.id)}", but ${input.name} has "${shorten(id)}" there`);
  const moved = image === undefined ? undefined : moveImageReference(image, input.base, output.base);
  if (written.image === moved && written.prompt === prompt && written.text === response) return;
  refuse(`line ${line} was made when sample "${shorten(id)}" of ${input.name} had another image, prompt or response`);
}

async function scoreBatch(batch: readonly Line[], scoring: Scoring): Promise<void> {
  const { input, output, detector, mark, theta, signal, write, skip } = scoring;
  if (batch.length === 0) return;
  try {
    const items = batch.map(({ sample: { image, prompt, response } }, index) => {
      return { image: imageOf(image, dirname(input.base), index), prompt, response };
    });
    const detections = await detector.detectBatch(items, { signal, ...(theta !== undefined && { theta }) });
    const scored = batch.map(({ sample: { id, image, prompt, response } }, index) => {
      return {
        id,
        image: moveImageReference(image, input.base, output.base),
        prompt,
        text: response,
        detector: mark,
        ...detections[index]!,
      };
    });
    await write(scored);
  } catch (error) {
    if (!(error instanceof BatchItemError)) throw error;
    // What stands before the bad line is good work, or holds an even earlier bad line, which is then the one to name.
    await scoreBatch(batch.slice(0, error.item), scoring);
    const { line, sample } = batch[error.item]!;
    await skip(new JsonlError(input.name, line, error.problem.message, { cause: error.problem }), sample.id);
    await scoreBatch(batch.slice(error.item + 1), scoring);
  }
}

/** @throws {BatchItemError} if the reference can name no image. */
function imageOf(image: string, folder: string, item: number): ReturnType<typeof resolveImage> {
  try {
    return resolveImage(image, folder);
  } catch (error) {
    throw InputError.isInstance(error) ? new BatchItemError(item, error) : error;
  }
}

async function writeReport(report: string, { done: { shown, ...totals }, output, detector, theta, signal }: Scoring): Promise<void> {
  const [{ renderDetectionReport }, { pictureDataUri }] = await Promise.all([
    import('@tldr-rm/reports'),
    import('../pages/picture-data-uri'),
  ]);
  const cards: ReportCard[] = [];
  for (const { id, image, prompt, text, detector: _mark, ...detection } of shown) {
    if (signal.aborted) throw interrupted(output, totals.responses);
    const picture = await pictureDataUri(resolveImage(image, dirname(output.base)));
    cards.push({ title: id, image: picture, prompt, captions: [{ response: text, detection }] });
  }
  const manifest = { ...detector.manifest, thresholds: appliedThresholds(detector.manifest, theta) };
  await writeAtomically(report, renderDetectionReport({ cards, totals, manifest }));
}
