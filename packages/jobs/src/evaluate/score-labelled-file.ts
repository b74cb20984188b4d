import { dirname } from 'node:path';
import type { Scorer } from '@tldr-rm/detect';
import { BatchItemError, type DetectorItem, imageReference } from '@tldr-rm/detect';
import { expandLabelled, type ResponseToScore } from '@tldr-rm/evaluate';
import { countLines, imageText, readJsonl, resolveImage } from '@tldr-rm/files';
import type { ScoredSample } from '@tldr-rm/reports';
import { type Detection, InputError, JsonlError, type Sample, sampleSchema } from '@tldr-rm/schema';
import { startProgress } from '../terminal/progress';

/** Samples that are scored at once. */
const BATCH = 64;

interface Line {
  line: number;
  image: string;
  responses: ResponseToScore[];
}

export interface ScoreLabelledOptions {
  /** Takes the place of the detector's thresholds. */
  theta?: number;
  /** Only the first so many samples. */
  most?: number;
  /** Show progress even if stderr is no terminal. */
  force?: boolean | undefined;
}

/**
 * Scores the labelled samples of a file in their order, showing progress.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 * @throws {InputError} if the file holds no sample.
 */
export async function* scoreLabelledFile(
  data: string,
  detector: Scorer,
  { theta, most = Number.POSITIVE_INFINITY, force }: ScoreLabelledOptions = {},
): AsyncGenerator<ScoredSample> {
  const total = Math.min(most, await countLines(data));
  const progress = startProgress({ label: `scoring, ${detector.manifest.name}`, unit: 'samples', total, force });
  let samples = 0;
  try {
    for await (const batch of batches(data, most)) {
      const detections = await detectLines(batch, data, (items) => detector.detectBatch(items, theta === undefined ? {} : { theta }));
      let next = 0;
      for (const { image, responses } of batch) {
        yield { image, responses, detections: detections.slice(next, next + responses.length) };
        next += responses.length;
      }
      samples += batch.length;
      progress.advance(batch.length);
    }
  } finally {
    progress.stop();
  }
  if (samples === 0) throw new InputError('NO_SAMPLES', `${data}: there are no samples in this file.`);
}

async function* batches(data: string, most: number): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let left = most;
  for await (const { line, value: sample } of readJsonl(data, sampleSchema)) {
    if (left === 0) break;
    left -= 1;
    if (sample.image === undefined) throw new JsonlError(data, line, 'the sample has no image. Each needs one to be scored.');
    batch.push({ line, image: imageText(resolveImage(sample.image, dirname(data))), responses: responsesOf(sample, data, line) });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function responsesOf({ spans, hallucinated, ...sample }: Sample, data: string, line: number): ResponseToScore[] {
  if (spans === undefined && hallucinated !== undefined) return expandLabelled({ ...sample, hallucinated });
  if (spans === undefined) {
    throw new JsonlError(
      data,
      line,
      'the sample has no "spans". Label it with `tldr-rm perturb`, give "spans": [] if every word is right, or "hallucinated" for a label of the whole response.',
    );
  }
  return expandLabelled({ ...sample, spans });
}

async function detectLines(batch: readonly Line[], data: string, detect: Scorer['detectBatch']): Promise<Detection[]> {
  const items = batch.flatMap(({ image, line, responses }) =>
    responses.map(({ prompt, text }): DetectorItem & { line: number } => ({ image: imageReference(image), prompt, response: text, line })),
  );
  try {
    return await detect(items);
  } catch (error) {
    if (!(error instanceof BatchItemError)) throw error;
    throw new JsonlError(data, items[error.item]!.line, error.problem.message, { cause: error.problem });
  }
}
