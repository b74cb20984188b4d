import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import type { JobProgress } from '../job/job';
import { scenesJob } from './scenes-job';

const spec = { count: 1, seed: 1, iconSets: ['twemoji'] };

describe('scenesJob', () => {
  it('names the field that it cannot use', async () => {
    await expect(scenesJob.run({ ...spec, count: 0, output: 'x' })).rejects.toMatchObject({ code: 'SPEC_INVALID', field: 'count' });
    await expect(scenesJob.run({ ...spec, output: 'x', colour: 'red' } as never)).rejects.toThrow('colour');
  });

  it('says that a folder cannot be made where a file stands', async () => {
    const output = join(await temporaryFolder(), 'file');
    await writeFile(output, '');
    await expect(scenesJob.run({ ...spec, output })).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringContaining(output),
    });
  });

  it('reports every picture, and stops by its signal with what was drawn', async () => {
    const output = await temporaryFolder();
    const controller = new AbortController();
    const reports: JobProgress[] = [];
    const onProgress = (progress: JobProgress): void => {
      reports.push(progress);
      if (progress.done > 0) controller.abort();
    };
    const drawing = scenesJob.run({ ...spec, count: 60, output }, { signal: controller.signal, onProgress });
    await expect(drawing).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(reports).toEqual([
      { stage: 'drawing', unit: 'pictures', total: 60, done: 0 },
      { stage: 'drawing', unit: 'pictures', total: 60, done: 32 },
    ]);
    expect(await readdir(join(output, 'images'))).toHaveLength(32);
    expect(await scenesJob.run({ ...spec, count: 60, output })).toMatchObject({ pictures: 60, alreadyThere: 32 });
  });
});
