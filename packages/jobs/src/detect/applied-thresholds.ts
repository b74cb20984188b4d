import type { DetectorManifest } from '@tldr-rm/schema';

/** The thresholds that decide: the detector's own, or `--theta` for all of them. */
export function appliedThresholds(
  { thresholds }: Pick<DetectorManifest, 'thresholds'>,
  theta: number | undefined,
): DetectorManifest['thresholds'] {
  return theta === undefined ? thresholds : { token: theta, sentence: theta, response: theta };
}
