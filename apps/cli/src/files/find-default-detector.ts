import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '@tldr-rm/schema';

const DEFAULT_DETECTOR = join('models', 'scenes-tiny');

/**
 * The detector that ships with the command line: `models/scenes-tiny` in the package's folder or in one above it (the repository).
 *
 * @throws {InputError} `NO_DETECTOR` if there is none.
 */
export function findDefaultDetector(from = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, DEFAULT_DETECTOR);
    if (existsSync(join(candidate, 'detector.json'))) return candidate;
    if (folder === dirname(folder)) break;
  }
  throw new InputError(
    'NO_DETECTOR',
    `no detector was given, and ${DEFAULT_DETECTOR} was not found above ${from}. Give one with --detector FOLDER.`,
  );
}
