import { folderFiles } from './folder-files';

/** The folder of a detector, or of the one that comes along, with what lies in it: nothing may be written over it. */
export async function detectorFiles(detector: string | undefined): Promise<string[]> {
  const { detectorFolder } = await import('../detect/open-detector');
  return folderFiles(await detectorFolder(detector));
}
