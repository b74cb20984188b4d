import type { Detector } from '../detector';
import { openDetector } from '../open-detector';
import { type FindDetectorOptions, findDetectorFolder } from './find-detector-folder';
import { checkThreads, loadNodeRuntime, type RuntimeOptions } from './load-runtime';
import { openThreadDetector } from './thread/open-thread-detector';

export interface LoadDetectorOptions extends RuntimeOptions, FindDetectorOptions {
  /** Whether it runs in a thread of its own, so that this one is never kept busy (default false). The results are the same. */
  thread?: boolean;
}

/**
 * Loads an exported detector: reads `detector.json`, checks its files, opens the models.
 *
 * @param detector a folder, or the name of an installed npm package that is one: `@tldr-rm/scenes-tiny`.
 * @throws {DetectorFolderError} if it is missing, incomplete, damaged, of another version, or its manifest does not fit its models.
 * @throws {TokenizerError} if the tokenizer file is unusable although its checksum is right.
 * @throws {InputError} `THREADS` if `threads` is no count within bounds.
 */
export async function loadDetector(detector: string, { thread = false, from, ...options }: LoadDetectorOptions = {}): Promise<Detector> {
  checkThreads(options.threads);
  const folder = await findDetectorFolder(detector, from === undefined ? {} : { from });
  return thread ? openThreadDetector(folder, options) : openDetector(await loadNodeRuntime(folder, options));
}
