import { type Detection, type DetectorManifest, rewardOfLogit } from '@tldr-rm/schema';
import { areUnlikeByEncoder, domainWarning, windowWarning } from './detection-warnings';
import { batchJobs, type Job } from './plan-jobs';
import type { PreparedBatch, PreparedItem } from './prepare-batch';
import type { DetectorRuntime, TokenScores } from './runtime';
import { padSequences } from './sequence';
import { type ScoredTokens, summarizeRewards } from './summarize';

/**
 * Runs the models on a batch, and gives each call what came of its items. Passes of calls that were given up meanwhile are left out.
 *
 * @param batchSize how many responses go through the scorer at once.
 */
export async function scoreBatch(batch: PreparedBatch, batchSize: number, runtime: DetectorRuntime): Promise<void> {
  const { pixels, imageCount, unlike, items, jobs } = batch;
  if (items.length === 0) return;
  const { manifest } = runtime;
  const scores = items.map(({ tokens }) => emptyScores(tokens.ids.length, manifest));
  const images = await runtime.encodeImages(pixels, imageCount);
  try {
    const unlikeByEncoder = areUnlikeByEncoder(images.values, manifest);
    for (const passes of batchJobs(jobs, batchSize)) {
      const wanted = passes.filter(({ position }) => !items[position]!.call.settled);
      if (wanted.length === 0) continue;
      const imageIndex = Int32Array.from(wanted, (job) => job.imageIndex);
      const { tokens, length } = padSequences(
        wanted.map((job) => job.sequence),
        manifest.special,
      );
      readScores(await runtime.score(images, imageIndex, tokens, length), length, wanted, scores, runtime);
    }
    for (const [position, item] of items.entries()) {
      if (item.call.settled) continue;
      const isUnlike = unlike[item.image]! || unlikeByEncoder[item.image] === true;
      item.call.keep(item.item, detectionOf(item, scores[position]!, isUnlike, manifest));
    }
  } finally {
    images.release();
  }
}

function emptyScores(count: number, { taxonomyHead, taxonomies }: DetectorRuntime['manifest']) {
  return { rewards: new Float32Array(count), ...(taxonomyHead && { kinds: new Float32Array(count * taxonomies.length) }) };
}

/** Copies what the heads say of the tokens that each pass is to score to the responses they belong to. */
function readScores(
  { logits, kinds }: TokenScores,
  length: number,
  batch: readonly Job[],
  scores: ReturnType<typeof emptyScores>[],
  { manifest: { rewardLevel, taxonomies, calibration } }: DetectorRuntime,
): void {
  for (const [row, { position, sequence, from, end, offset }] of batch.entries()) {
    const own = scores[position]!;
    for (let token = from; token < end; token += 1) {
      const at = row * length + (rewardLevel === 'response' ? sequence.length - 1 : offset + token - from);
      own.rewards[token] = rewardOfLogit(logits[at]!, calibration?.token);
    }
    if (own.kinds && kinds) {
      const first = (row * length + offset) * taxonomies.length;
      own.kinds.set(kinds.subarray(first, first + (end - from) * taxonomies.length), from * taxonomies.length);
    }
  }
}

function detectionOf(
  { call, item, tokens, windows }: PreparedItem,
  scores: ScoredTokens,
  isUnlike: boolean,
  manifest: DetectorManifest,
): Detection {
  const warnings = [
    ...(isUnlike ? [domainWarning(manifest)] : []),
    ...(windows > 1 ? [windowWarning(windows, tokens.ids.length, manifest)] : []),
  ];
  const detection = summarizeRewards(call.items[item]!.response, tokens.offsets, scores, call.thresholds, manifest);
  return warnings.length > 0 ? { ...detection, warnings } : detection;
}
