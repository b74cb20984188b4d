import { dirname } from 'node:path';
import { BatchItemError, type Detector, type DetectorItem } from '@tldr-rm/detect';
import {
  type EvaluationReport,
  evaluateDetections,
  expandLabelled,
  type ResponseToScore,
  type ScoredResponse,
  toScoredResponse,
} from '@tldr-rm/evaluate';
import { InputError, JsonlError, readJsonl, type Sample, sampleSchema } from '@tldr-rm/schema';
import { type DetectorFlags, openDetector } from '../detect/open-detector';
import { countLines } from '../files/count-lines';
import { startProgress } from '../terminal/progress';
import { resolveImage } from '../training-data/resolve-image';

/** Samples that are scored at once. */
const BATCH = 64;

export interface EvaluateFileOptions extends DetectorFlags {
  data: string;
  theta?: number;
  progress?: boolean;
}

/** The report of `evaluateDetections`, with what it was made of. */
export type FileEvaluation = EvaluationReport & { detector: string; samples: number; outsideDomain: number };

interface Line {
  line: number;
  image: string;
  responses: ResponseToScore[];
}

/**
 * Scores labelled samples and compares the rewards with the truth.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 */
export async function evaluateFile({ data, theta, progress: force, ...flags }: EvaluateFileOptions): Promise<FileEvaluation> {
  const total = await countLines(data);
  const detector = await openDetector(flags);
  const progress = await startProgress({ label: 'scoring', unit: 'samples', total, force });
  const scored: ScoredResponse[] = [];
  const summary = { detector: detector.manifest.name, samples: 0, outsideDomain: 0 };
  try {
    for await (const batch of batches(data)) {
      const detections = await detectLines(batch, detector, data);
      const responses = batch.flatMap((line) => line.responses);
      for (const [index, response] of responses.entries()) {
        const detection = detections[index]!;
        if (detection.warnings?.some(({ code }) => code === 'IMAGE_OUTSIDE_DOMAIN')) summary.outsideDomain += 1;
        scored.push(toScoredResponse(response, detection));
      }
      summary.samples += batch.length;
      progress.advance(batch.length);
    }
  } finally {
    progress.stop();
    await detector.close();
  }
  if (scored.length === 0) throw new InputError('NO_SAMPLES', `${data}: there are no samples in this file.`);
  const thresholds = theta === undefined ? detector.manifest.thresholds : { token: theta, sentence: theta, response: theta };
  return { ...summary, ...evaluateDetections(scored, thresholds) };
}

async function* batches(data: string): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  for await (const { line, value: sample } of readJsonl(data, sampleSchema)) {
    if (sample.image === undefined) throw new JsonlError(data, line, 'the sample has no image. Each needs one to be scored.');
    batch.push({ line, image: resolveImage(sample.image, dirname(data)), responses: responsesOf(sample, data, line) });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function responsesOf({ spans, original, ...sample }: Sample, data: string, line: number): ResponseToScore[] {
  if (spans === undefined) {
    throw new JsonlError(
      data,
      line,
      'the sample has no "spans". Label it with `tldr-rm perturb`, or give "spans": [] if every word is right.',
    );
  }
  if (original !== undefined && original !== sample.response) return expandLabelled({ ...sample, spans, original });
  return [{ id: sample.id, prompt: sample.prompt, text: sample.response, spans }];
}

async function detectLines(batch: readonly Line[], detector: Detector, data: string): ReturnType<Detector['detectBatch']> {
  const items = batch.flatMap(({ image, line, responses }) =>
    responses.map(({ prompt, text }): DetectorItem & { line: number } => ({ image, prompt, response: text, line })),
  );
  try {
    return await detector.detectBatch(items);
  } catch (error) {
    if (!(error instanceof BatchItemError)) throw error;
    throw new JsonlError(data, items[error.item]!.line, error.problem.message, { cause: error.problem });
  }
}
