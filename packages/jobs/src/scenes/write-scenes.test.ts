import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { countingProgress } from '../../test-support/counting-progress';
import { type WriteScenesOptions, writeScenes } from './write-scenes';

const options: Omit<WriteScenesOptions, 'folder' | 'startProgress'> = { count: 1, seed: 1, split: 'train', startAnew: false };

describe('writeScenes', () => {
  it('leaves no bar running where it fails', async () => {
    const bars = countingProgress();
    const writing = writeScenes({ ...options, folder: await temporaryFolder(), iconSets: ['clipart'], startProgress: bars.start });
    await expect(writing).rejects.toThrow('clipart');
    expect(bars).toMatchObject({ started: 1, running: 0 });
  });

  it('says that a folder cannot be made where a file stands', async () => {
    const folder = join(await temporaryFolder(), 'file');
    await writeFile(folder, '');
    const writing = writeScenes({ ...options, folder, startProgress: countingProgress().start });
    await expect(writing).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', message: expect.stringContaining(folder) });
  });
});
