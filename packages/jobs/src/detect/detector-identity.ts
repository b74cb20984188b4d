import { createHash } from 'node:crypto';
import type { DetectorManifest } from '@tldr-rm/schema';
import { appliedThresholds } from './applied-thresholds';

/**
 * All of a detector that decides what it says, and with what thresholds: by part, so that a difference can be named. What it is called and was trained on, and what stays of the manifest, is
 * of no account for its results, but the name is part of them.
 */
export function detectorIdentity(manifest: DetectorManifest, theta: number | undefined): Record<string, unknown> {
  const {
    name,
    domain: _domain,
    sha256,
    files,
    calibration,
    thresholds: _thresholds,
    taxonomies,
    domainCheck,
    domainProbe,
    ...reading
  } = manifest;
  const shortDigest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
  return {
    detector: name,
    'detector files': shortDigest(Object.entries({ ...files, ...sha256 }).sort(([one], [other]) => (one < other ? -1 : 1))),
    'detector settings': shortDigest(reading),
    ...(calibration && { calibration }),
    taxonomies,
    ...((domainCheck || domainProbe) && { 'domain test': shortDigest([domainCheck ?? null, domainProbe ?? null]) }),
    thresholds: appliedThresholds(manifest, theta),
  };
}

/** Names a detector and its thresholds in few letters, so that no file mixes two. */
export function detectorMark(identity: Record<string, unknown>): string {
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return `${String(identity.detector)}@${digest.slice(0, 12)}`;
}
