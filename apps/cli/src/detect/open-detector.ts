import { type Detector, loadDetector } from '@tldr-rm/detect';
import { findDefaultDetector } from '../files/find-default-detector';

export interface DetectorFlags {
  detector?: string;
  threads?: number;
}

/** Opens the detector that was asked for, or the one that ships with this program. */
export async function openDetector({ detector, threads }: DetectorFlags): Promise<Detector> {
  return loadDetector(detector ?? findDefaultDetector(), threads ? { threads } : {});
}
