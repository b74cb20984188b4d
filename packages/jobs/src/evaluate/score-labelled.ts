import { dirname } from 'node:path';
import { BatchItemError, type DetectorItem } from '@tldr-rm/detect';
import { expandLabelled, type ResponseToScore } from '@tldr-rm/evaluate';
import { countLines, type ImageReference, readJsonl, resolveImage } from '@tldr-rm/files';
import type { ScoredSample } from '@tldr-rm/reports';
import { type Detection, InputError, JsonlError, type Sample, sampleSchema } from '@tldr-rm/schema';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import type { JobInput } from '../paths/open-paths';
import { type LineSkipper, nothingLeft } from '../skip-lines';
import type { Scorer } from './scorer';

/** Samples that are scored at once. */
const BATCH = 64;

interface Line {
  line: number;
  id: string;
  image: ImageReference;
  responses: ResponseToScore[];
}

export interface ScoreLabelledOptions {
  input: JobInput;
  /** Takes the place of their thresholds. */
  theta?: number | undefined;
  /** Only the first so many samples. */
  maximum?: number | undefined;
  skipper: LineSkipper;
}

/**
 * Scores the labelled samples of a file with every scorer, in their order, and gives each sample as it is done; none is kept.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored, unless such lines are left out.
 * @throws {InputError} if no sample is left.
 * @throws the reason of the signal.
 */
export async function* scoreLabelled(
  scorers: readonly Scorer[],
  { input, theta, maximum = Number.POSITIVE_INFINITY, skipper }: ScoreLabelledOptions,
  { signal, onProgress }: Pick<OpenedContext, 'signal' | 'onProgress'>,
): AsyncGenerator<ScoredSample> {
  const lines = input.isFile ? await countLines(String(input.source)) : maximum;
  const total = Math.min(maximum, lines);
  const stage = beginStage(onProgress, { stage: 'scoring', unit: 'samples', total: Number.isFinite(total) ? total : null });
  const options = { signal, ...(theta !== undefined && { theta }) };
  let samples = 0;
  for await (const batch of batches(input, maximum, skipper)) {
    const scored = await scoreLines(batch, input.name, skipper, async (items) => {
      const detections: Detection[][] = [];
      for (const scorer of scorers) {
        signal.throwIfAborted();
        if (scorers.length > 1) stage.advance(0, scorer.manifest.name);
        detections.push(await scorer.detectBatch(items, options));
      }
      return detections;
    });
    yield* scored;
    samples += scored.length;
    stage.advance(batch.length);
  }
  if (samples === 0) throw nothingLeft(input.name, skipper.count);
}

async function* batches(input: JobInput, maximum: number, skipper: LineSkipper): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let left = maximum;
  const onBadLine = (error: JsonlError): Promise<void> => skipper.skip(error);
  for await (const { line, value: sample } of readJsonl(input.source, sampleSchema, { name: input.name, onBadLine })) {
    if (left === 0) break;
    left -= 1;
    try {
      batch.push(lineOf(sample, input, line));
    } catch (error) {
      if (!JsonlError.isInstance(error)) throw error;
      await skipper.skip(error, sample.id);
    }
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function lineOf(sample: Sample, input: JobInput, line: number): Line {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new JsonlError(input.name, line, problem, { cause });
  };
  const { id, image, spans, hallucinated, ...rest } = sample;
  if (image === undefined) return refuse('the sample has no image. Each needs one to be scored.');
  const shared = { ...rest, id, image };
  if (spans === undefined && hallucinated === undefined) {
    return refuse(
      'the sample has no "spans". Label it with `tldr-rm perturb`, give "spans": [] if every word is right, or "hallucinated" for a label of the whole response.',
    );
  }
  const responses = expandLabelled(spans === undefined ? { ...shared, hallucinated: hallucinated === true } : { ...shared, spans });
  try {
    return { line, id, image: resolveImage(image, dirname(input.base)), responses };
  } catch (error) {
    if (InputError.isInstance(error)) refuse(error.message, error);
    throw error;
  }
}

/** Scores lines; those that cannot be scored are left out, and the others tried again. */
async function scoreLines(
  lines: readonly Line[],
  name: string,
  skipper: LineSkipper,
  score: (items: readonly DetectorItem[]) => Promise<Detection[][]>,
): Promise<ScoredSample[]> {
  const items = lines.flatMap((of) => of.responses.map(({ prompt, text }) => ({ of, item: { image: of.image, prompt, response: text } })));
  if (items.length === 0) return [];
  try {
    const detections = await score(items.map(({ item }) => item));
    let next = 0;
    return lines.map(({ image, responses }) => {
      const start = next;
      next += responses.length;
      return { image, responses, detections: detections.map((each) => each.slice(start, next)) };
    });
  } catch (error) {
    if (!(error instanceof BatchItemError)) throw error;
    const bad = items[error.item]!.of;
    await skipper.skip(new JsonlError(name, bad.line, error.problem.message, { cause: error.problem }), bad.id);
    return scoreLines(
      lines.filter((line) => line !== bad),
      name,
      skipper,
      score,
    );
  }
}
