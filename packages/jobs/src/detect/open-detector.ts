import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type Detector, loadDetector } from '@tldr-rm/detect';

export interface DetectorFlags {
  detector?: string;
  threads?: number;
}

/** Opens the detector that was asked for, or the one that comes with this program, a package of its own. */
export async function openDetector({ detector, threads }: DetectorFlags): Promise<Detector> {
  return loadDetector(detectorFolder(detector), threads ? { threads } : {});
}

/** The folder of the detector that was asked for, or of the one that comes with this program. */
export function detectorFolder(detector: string | undefined): string {
  return detector ?? dirname(createRequire(import.meta.url).resolve('@tldr-rm/scenes-tiny/detector.json'));
}
