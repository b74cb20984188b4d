import { join } from 'node:path';
import { loadDetector } from '@tldr-rm/detect';
import { writeAtomically } from '@tldr-rm/files';
import type { OpenedContext } from '../job/job';
import { type FittedDetector, type FittingData, fitToData } from './fit-to-data';

/**
 * Fits a detector to labelled validation data, and writes calibration, thresholds and the check of images into its `detector.json`. It is opened for this alone: what
 * others have open is calibrated as it was.
 *
 * @throws what `fitToData` throws; the detector is as it was then.
 */
export async function calibrateDetector(
  folder: string,
  { threads, ...data }: FittingData & { threads?: number | undefined },
  context: Pick<OpenedContext, 'signal' | 'onProgress'>,
): Promise<FittedDetector> {
  const detector = await loadDetector(folder, { calibrated: false, ...(threads !== undefined && { threads }) });
  try {
    const fitted = await fitToData(detector, data, context);
    await writeAtomically(join(folder, 'detector.json'), `${JSON.stringify(fitted.manifest, null, 2)}\n`);
    return fitted;
  } finally {
    await detector.close();
  }
}
