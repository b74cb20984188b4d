import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { TINY_DETECTOR } from '../../test-support/tiny-detector';
import { findDetectorFolder } from './find-detector-folder';

it('finds a detector that is an installed package, or lies in one, from the folder or the module that asks', async () => {
  const project = await temporaryFolder();
  const installed = join(project, 'node_modules', '@someone', 'detectors');
  await mkdir(installed, { recursive: true });
  await cp(TINY_DETECTOR, installed, { recursive: true });
  await cp(TINY_DETECTOR, join(installed, 'tiny'), { recursive: true });
  for (const from of [project, pathToFileURL(join(project, 'src', 'main.js')), pathToFileURL(join(project, 'main.js')).href]) {
    expect(await findDetectorFolder('@someone/detectors', { from })).toBe(installed);
    expect(await findDetectorFolder('@someone/detectors/tiny', { from })).toBe(join(installed, 'tiny'));
  }
});

it('gives back folders, and names of which nothing is installed', async () => {
  for (const detector of [TINY_DETECTOR, './nowhere', '../a/b', '@someone/nothing', ''])
    expect(await findDetectorFolder(detector)).toBe(detector);
});
