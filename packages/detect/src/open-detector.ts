import type { Detector } from './detector';
import { QueuedDetector } from './queued-detector';
import type { DetectorRuntime } from './runtime';

/** A detector over a runtime that is open, and is closed with it. On Node, `loadDetector` opens both. */
export function openDetector(runtime: DetectorRuntime): Detector {
  return new QueuedDetector(runtime);
}
