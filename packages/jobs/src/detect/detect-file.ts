import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { BatchItemError, type Detector, imageReference } from '@tldr-rm/detect';
import { AppendableLines, countLines, moveImageReference, ResumeError, readJsonl, unwritable, writeAtomically } from '@tldr-rm/files';
import type { ReportCard } from '@tldr-rm/reports';
import { renderDetectionReport } from '@tldr-rm/reports';
import { type DetectorManifest, detectionSchema, InputError, JsonlError, type Sample, sampleSchema } from '@tldr-rm/schema';
import { z } from 'zod';
import { pictureDataUri } from '../pages/picture-data-uri';
import { startProgress } from '../terminal/progress';
import { appliedThresholds } from './applied-thresholds';
import { type DetectorFlags, openDetector } from './open-detector';

/** Lines that are scored, and then written, at once. */
const BATCH = 64;

/** Cards on a page; with pictures inside, more would make it slow to open. */
const MAX_REPORT_CARDS = 200;

export interface DetectFileOptions extends DetectorFlags {
  input: string;
  output: string;
  theta?: number;
  html?: string;
  overwrite?: boolean;
  json?: boolean;
  progress?: boolean;
}

/** A line of a scored file. */
const scoredLineSchema = detectionSchema.extend({
  id: z.string(),
  image: z.string(),
  prompt: z.string(),
  text: z.string(),
  /** Which detector and thresholds scored it. */
  detector: z.string(),
});

type ScoredLine = z.infer<typeof scoredLineSchema>;

interface Line {
  line: number;
  sample: Sample & { image: string };
}

/**
 * Scores a file of samples, one line each, in the order of the input. A run that was killed goes on after the last line.
 *
 * @throws {JsonlError} naming file and line of a sample that cannot be read or scored; what stands before it is written.
 * @throws {ResumeError} if the output holds lines made of other samples, or by another detector or with another threshold.
 */
export async function detectFile(options: DetectFileOptions): Promise<void> {
  const { input, output, html, json, overwrite, progress: force } = options;
  if (resolve(input) === resolve(output)) throw new InputError('SAME_FILE', `--in and --out are the same file: ${input}.`);
  const total = await countLines(input);
  const detector = await openDetector(options);
  const lines = await AppendableLines.open(output, { startAnew: overwrite === true });
  try {
    const mark = detectorMark(detector, options.theta);
    const done = await readDone(output, mark);
    const progress = await startProgress({ label: 'scoring', unit: 'responses', total, done: done.lines.length, force });
    try {
      const write = async (scored: ScoredLine[]): Promise<void> => {
        await lines.append(scored);
        for (const line of scored) count(done, line);
        progress.advance(scored.length);
      };
      for await (const batch of unscoredBatches(input, output, done.lines)) await scoreBatch(batch, detector, mark, options, write);
    } finally {
      progress.stop();
    }
    const summary = { output, responses: done.responses, hallucinated: done.hallucinated, withWarnings: done.withWarnings };
    const warned = done.withWarnings > 0 ? `, ${done.withWarnings} with warnings` : '';
    process.stdout.write(
      json ? `${JSON.stringify(summary)}\n` : `${output}: ${done.responses} responses, ${done.hallucinated} with wrong words${warned}\n`,
    );
    if (html !== undefined) {
      await writeReport(html, output, done, { ...detector.manifest, thresholds: appliedThresholds(detector.manifest, options.theta) });
      if (!json) process.stdout.write(`page: ${html}\n`);
    }
  } finally {
    await lines.close();
    await detector.close();
  }
}

/** Names the detector and the threshold a line was scored with, so that a file never mixes two. */
function detectorMark({ manifest }: Detector, theta: number | undefined): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([manifest.sha256, theta ?? manifest.thresholds]))
    .digest('hex');
  return `${manifest.name}@${digest.slice(0, 12)}`;
}

/** Which sample a written line was made of. */
interface DoneLine {
  id: string;
  /** Digest of its image, prompt and response; whole pictures may stand in them. */
  content: string;
}

interface Done {
  lines: DoneLine[];
  responses: number;
  hallucinated: number;
  spans: number;
  withWarnings: number;
}

async function readDone(output: string, mark: string): Promise<Done> {
  const done: Done = { lines: [], responses: 0, hallucinated: 0, spans: 0, withWarnings: 0 };
  for await (const { value: line } of readJsonl(output, scoredLineSchema)) {
    if (line.detector !== mark) throw new ResumeError(output, 'holds lines that another detector, or another --theta, scored');
    done.lines.push({ id: line.id, content: contentDigest(line.image, line.prompt, line.text) });
    count(done, line);
  }
  return done;
}

function contentDigest(image: string | undefined, prompt: string, response: string): string {
  return createHash('sha256')
    .update(JSON.stringify([image ?? null, prompt, response]))
    .digest('base64');
}

function count(done: Done, { response, spans, warnings }: Pick<ScoredLine, 'response' | 'spans' | 'warnings'>): void {
  done.responses += 1;
  done.spans += spans.length;
  if (response.hallucinated) done.hallucinated += 1;
  if (warnings) done.withWarnings += 1;
}

async function* unscoredBatches(input: string, output: string, done: readonly DoneLine[]): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let position = 0;
  try {
    for await (const { line, value: sample } of readJsonl(input, sampleSchema)) {
      const written = done[position];
      position += 1;
      if (written !== undefined) {
        assertMadeOf(sample, written, position, input, output);
        continue;
      }
      if (sample.image === undefined) throw new JsonlError(input, line, 'the sample has no image. Each needs one to be scored.');
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
  if (position < done.length) throw new ResumeError(output, `holds ${done.length} lines, more than ${input}`);
  if (batch.length > 0) yield batch;
}

function assertMadeOf({ id, image, prompt, response }: Sample, written: DoneLine, line: number, input: string, output: string): void {
  if (written.id !== id) throw new ResumeError(output, `line ${line} is of sample "${written.id}", but ${input} has "${id}" there`);
  const moved = image === undefined ? undefined : moveImageReference(image, input, output);
  if (written.content !== contentDigest(moved, prompt, response)) {
    throw new ResumeError(output, `line ${line} was made when sample "${id}" of ${input} had another image, prompt or response`);
  }
}

async function scoreBatch(
  batch: readonly Line[],
  detector: Detector,
  mark: string,
  options: DetectFileOptions,
  write: (scored: ScoredLine[]) => Promise<void>,
): Promise<void> {
  const { input, output, theta } = options;
  const items = batch.map(({ sample: { image, prompt, response } }) => ({
    image: imageReference(image, { relativeTo: dirname(input) }),
    prompt,
    response,
  }));
  try {
    const detections = await detector.detectBatch(items, theta === undefined ? {} : { theta });
    const scored = batch.map(({ sample: { id, image, prompt, response } }, index) => {
      return { id, image: moveImageReference(image, input, output), prompt, text: response, detector: mark, ...detections[index]! };
    });
    await write(scored);
  } catch (error) {
    if (!(error instanceof BatchItemError)) throw error;
    // What stands before the bad line is good work, or holds an even earlier bad line, which is then the one to name.
    if (error.item > 0) await scoreBatch(batch.slice(0, error.item), detector, mark, options, write);
    throw new JsonlError(input, batch[error.item]!.line, error.problem.message, { cause: error.problem });
  }
}

async function writeReport(html: string, output: string, totals: Done, manifest: DetectorManifest): Promise<void> {
  const cards: ReportCard[] = [];
  for await (const { value } of readJsonl(output, scoredLineSchema)) {
    const { id, image, prompt, text, ...detection } = value;
    const picture = await pictureDataUri(imageReference(image, { relativeTo: dirname(output) }));
    cards.push({ title: id, image: picture, prompt, captions: [{ response: text, detection }] });
    if (cards.length === MAX_REPORT_CARDS) break;
  }
  await writeAtomically(html, renderDetectionReport({ cards, totals, manifest })).catch(unwritable(html, '--html'));
}
