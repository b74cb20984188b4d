import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A package's name, and a folder in it. */
const PACKAGE = /^((?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*)((?:\/[\w-][\w.-]*)*)$/;

export interface FindDetectorOptions {
  /** Folder, or module (`import.meta.url`), whose `node_modules` and those above it are looked through; by default the current folder, then this package. */
  from?: string | URL;
}

/**
 * The folder of a detector that is given as a folder, or as an npm package that is one or has one in it: `@tldr-rm/scenes-tiny`, `some-detectors/large`. A folder
 * goes before a package of its name. Where nothing is found, what was given comes back, so that the reader says what is missing there.
 */
export async function findDetectorFolder(detector: string, { from }: FindDetectorOptions = {}): Promise<string> {
  const [, name, folder] = PACKAGE.exec(detector) ?? [];
  if (name === undefined || folder === undefined || (await isDetector(detector))) return detector;
  const starts = from === undefined ? [resolve('.'), import.meta.url] : [from];
  for (const start of starts) {
    for (const modules of createRequire(asModule(start)).resolve.paths(name) ?? []) {
      const found = join(modules, name, folder);
      if (await isDetector(found)) return found;
    }
  }
  return detector;
}

function isDetector(folder: string): Promise<boolean> {
  return access(join(folder, 'detector.json')).then(
    () => true,
    () => false,
  );
}

/** A module from whose place is looked: that which was given, or one in the folder that was given. */
function asModule(from: string | URL): string {
  const address = String(from);
  if (!address.startsWith('file:')) return pathToFileURL(join(resolve(address), 'module.js')).href;
  return address.endsWith('/') ? pathToFileURL(join(fileURLToPath(address), 'module.js')).href : address;
}
