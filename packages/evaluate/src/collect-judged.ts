import type { EvaluationControl } from './evaluation-progress';
import { JudgedCollection } from './judged-collection';
import { createPause } from './run-steps';
import type { ScoredResponse, Thresholds } from './scored-response';

/** @throws {InputError} `SCORED_RESPONSE` as `JudgedCollection.add`. */
export function collectJudged(scored: Iterable<ScoredResponse>, thresholds: Thresholds): JudgedCollection {
  const judged = new JudgedCollection(thresholds);
  for (const response of scored) judged.add(response);
  return judged;
}

/**
 * The same in slices, between which the event loop has its turn; responses are taken one by one, so that they need not be in memory together.
 *
 * @throws {InputError} `SCORED_RESPONSE` as `JudgedCollection.add`; the reason of the signal.
 */
export async function collectJudgedInSlices(
  scored: Iterable<ScoredResponse> | AsyncIterable<ScoredResponse>,
  thresholds: Thresholds,
  { signal, onProgress }: EvaluationControl,
): Promise<JudgedCollection> {
  const judged = new JudgedCollection(thresholds);
  const pause = createPause();
  const total = Array.isArray(scored) ? scored.length : null;
  for await (const response of scored) {
    signal?.throwIfAborted();
    judged.add(response);
    const done = judged.ids.length;
    const isDue = pause.isDue();
    if (isDue || done === total) onProgress?.({ stage: 'judging', done, total, unit: 'responses' });
    if (isDue) await pause.take();
  }
  return judged;
}
