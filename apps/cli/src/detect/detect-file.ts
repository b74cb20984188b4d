import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { BatchItemError, type Detector } from '@tldr-rm/detect';
import { detectionSchema, InputError, JsonlError, readJsonl, type Sample, sampleSchema, writeAtomically } from '@tldr-rm/schema';
import { z } from 'zod';
import { AppendableLines } from '../files/appendable-lines';
import { countLines } from '../files/count-lines';
import { moveImageReference } from '../files/image-references';
import { ResumeError } from '../files/resume-error';
import { renderDetectionReport } from '../html/detection-report';
import { pictureDataUri } from '../html/picture-data-uri';
import type { ReportCard } from '../html/report-card';
import { startProgress } from '../terminal/progress';
import { resolveImage } from '../training-data/resolve-image';
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
 * @throws {JsonlError} naming file and line of a sample that cannot be scored; what stands before it is written.
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
    const progress = await startProgress({ label: 'scoring', unit: 'responses', total, done: done.ids.length, force });
    try {
      const write = async (scored: ScoredLine[]): Promise<void> => {
        await lines.append(scored);
        for (const line of scored) count(done, line);
        progress.advance(scored.length);
      };
      for await (const batch of unscoredBatches(input, output, done.ids)) await scoreBatch(batch, detector, mark, options, write);
    } finally {
      progress.stop();
    }
    if (html !== undefined) await writeReport(html, output, detector);
    const summary = { output, responses: done.responses, hallucinated: done.hallucinated, withWarnings: done.withWarnings };
    const warned = done.withWarnings > 0 ? `, ${done.withWarnings} with warnings` : '';
    process.stdout.write(
      json ? `${JSON.stringify(summary)}\n` : `${output}: ${done.responses} responses, ${done.hallucinated} with wrong words${warned}\n`,
    );
    if (!json && html !== undefined) process.stdout.write(`page: ${html}\n`);
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

interface Done {
  ids: string[];
  responses: number;
  hallucinated: number;
  withWarnings: number;
}

async function readDone(output: string, mark: string): Promise<Done> {
  const done: Done = { ids: [], responses: 0, hallucinated: 0, withWarnings: 0 };
  for await (const { value: line } of readJsonl(output, scoredLineSchema)) {
    if (line.detector !== mark) throw new ResumeError(output, 'holds lines that another detector, or another --theta, scored');
    done.ids.push(line.id);
    count(done, line);
  }
  return done;
}

function count(done: Done, { response, warnings }: Pick<ScoredLine, 'response' | 'warnings'>): void {
  done.responses += 1;
  if (response.hallucinated) done.hallucinated += 1;
  if (warnings) done.withWarnings += 1;
}

async function* unscoredBatches(input: string, output: string, doneIds: readonly string[]): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let position = 0;
  for await (const { line, value: sample } of readJsonl(input, sampleSchema)) {
    const expected = doneIds[position];
    position += 1;
    if (expected !== undefined && expected !== sample.id) {
      throw new ResumeError(output, `line ${position} is of sample "${expected}", but ${input} has "${sample.id}" there`);
    }
    if (expected !== undefined) continue;
    if (sample.image === undefined) throw new JsonlError(input, line, 'the sample has no image. Each needs one to be scored.');
    batch.push({ line, sample: { ...sample, image: sample.image } });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (position < doneIds.length) throw new ResumeError(output, `holds ${doneIds.length} lines, more than ${input}`);
  if (batch.length > 0) yield batch;
}

async function scoreBatch(
  batch: readonly Line[],
  detector: Detector,
  mark: string,
  options: DetectFileOptions,
  write: (scored: ScoredLine[]) => Promise<void>,
): Promise<void> {
  const { input, output, theta } = options;
  const items = batch.map(({ sample: { image, prompt, response } }) => ({ image: resolveImage(image, dirname(input)), prompt, response }));
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

async function writeReport(html: string, output: string, detector: Detector): Promise<void> {
  const cards: ReportCard[] = [];
  for await (const { value } of readJsonl(output, scoredLineSchema)) {
    const { id, image, prompt, text, ...detection } = value;
    const picture = await pictureDataUri(resolveImage(image, dirname(output)));
    cards.push({ title: id, image: picture, prompt, captions: [{ response: text, detection }] });
    if (cards.length === MAX_REPORT_CARDS) break;
  }
  await writeAtomically(html, renderDetectionReport(cards, detector.manifest));
}
