import { Detector } from './detector';
import { type LoadDetectorOptions, loadNodeRuntime } from './node';

/**
 * Loads an exported detector: reads `detector.json`, checks its files, opens the models.
 *
 * @throws {DetectorFolderError} if the folder is missing, incomplete, damaged, or of another version.
 * @throws {TokenizerError} if the tokenizer file is unusable although its checksum is right.
 */
export async function loadDetector(folder: string, options: LoadDetectorOptions = {}): Promise<Detector> {
  return new Detector(await loadNodeRuntime(folder, options));
}
