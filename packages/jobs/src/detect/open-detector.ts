import { type Detector, findDetectorFolder, loadDetector } from '@tldr-rm/detect';

/** The detector that is used unless another is asked for: a package of its own. */
const SHIPPED_DETECTOR = '@tldr-rm/scenes-tiny';

export interface DetectorFlags {
  detector?: string;
  threads?: number;
}

/** Opens the detector that was asked for, or the one that comes with this program. */
export async function openDetector({ detector, threads }: DetectorFlags): Promise<Detector> {
  return loadDetector(await detectorFolder(detector), threads ? { threads } : {});
}

/** The folder of the detector that was asked for (a folder, or a package), or of the one that comes with this program. */
export function detectorFolder(detector: string | undefined): Promise<string> {
  return detector === undefined ? findDetectorFolder(SHIPPED_DETECTOR, { from: import.meta.url }) : findDetectorFolder(detector);
}
