import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DetectorManifest } from '@tldr-rm/schema';
import { TINY_DETECTOR } from './tiny-detector';

/** Copies the tiny detector into a folder, with changes to what its manifest says. */
export async function copyDetector(folder: string, changes: Partial<DetectorManifest> = {}): Promise<string> {
  await cp(TINY_DETECTOR, folder, { recursive: true });
  const path = join(folder, 'detector.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as DetectorManifest;
  await writeFile(path, JSON.stringify({ ...manifest, ...changes }));
  return folder;
}
