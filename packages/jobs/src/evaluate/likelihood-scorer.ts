import { BatchItemError, type DetectorItem, ImageError, openImage, summarizeRewards } from '@tldr-rm/detect';
import { DEFAULT_THRESHOLDS } from '@tldr-rm/evaluate';
import { loadCheckpoint, TextGenerator } from '@tldr-rm/model';
import type { Detection } from '@tldr-rm/schema';
import { appliedThresholds } from '../detect/applied-thresholds';
import type { OpenedScorer } from './scorer';

/** Responses that go through the model at once. */
const BATCH = 32;

/**
 * The baseline to a trained detector: a token's reward is its probability by a checkpoint's language head, after picture, prompt and the tokens before it. The reward head
 * is not used. Thresholds are 0.5, which says little here; look at what does not depend on them (average precision, AUROC).
 *
 * @throws {InputError} if the checkpoint is missing or damaged.
 */
export async function openLikelihoodScorer(folder: string): Promise<Omit<OpenedScorer, 'label'>> {
  const generator = await TextGenerator.open(await loadCheckpoint(folder));
  const scorer: OpenedScorer['scorer'] = {
    manifest: { name: `likelihood of ${folder}`, thresholds: DEFAULT_THRESHOLDS },
    async detectBatch(items, { theta, signal } = {}) {
      const thresholds = appliedThresholds({ thresholds: DEFAULT_THRESHOLDS }, theta);
      const detections: Detection[] = [];
      for (let start = 0; start < items.length; start += BATCH) {
        signal?.throwIfAborted();
        const batch = items.slice(start, start + BATCH);
        const requests = await Promise.all(
          batch.map(async (item, index) => ({ ...item, pixels: await pixelsOf(item, start + index, generator.config.imageSize) })),
        );
        for (const [index, { offsets, logProbabilities }] of (await generator.tokenLikelihoods(requests)).entries()) {
          detections.push(
            summarizeRewards(batch[index]!.response, offsets, { rewards: logProbabilities.map(Math.exp) }, thresholds, { taxonomies: [] }),
          );
        }
      }
      return detections;
    },
  };
  return { scorer, close: async () => generator.close() };
}

async function pixelsOf({ image }: DetectorItem, index: number, size: number): Promise<Uint8Array> {
  try {
    return (await (await openImage(image, size)).decode()).data;
  } catch (error) {
    throw error instanceof ImageError ? new BatchItemError(index, error) : error;
  }
}
