import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { replaceFiles } from './replace-files';

describe('replaceFiles', () => {
  it('replaces what was written, keeps the rest, and gives the result', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b');
    await mkdir(join(folder, 'checkpoint'), { recursive: true });
    await writeFile(join(folder, 'README.md'), 'kept');
    await writeFile(join(folder, 'one'), 'old');
    const result = await replaceFiles(folder, { last: 'index' }, async (temporary) => {
      for (const name of ['index', 'one', 'two']) await writeFile(join(temporary, name), 'new');
      expect(await readFile(join(folder, 'one'), 'utf8')).toBe('old');
      return 7;
    });
    expect(result).toBe(7);
    expect((await readdir(folder)).sort()).toEqual(['README.md', 'checkpoint', 'index', 'one', 'two']);
    expect(await readFile(join(folder, 'one'), 'utf8')).toBe('new');
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('kept');
  });

  it('clears away what a killed job left', async () => {
    const folder = await temporaryFolder();
    let left = '';
    await replaceFiles(folder, { last: 'index' }, async (temporary) => {
      left = temporary;
    });
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'half'), 'written');
    await replaceFiles(folder, { last: 'index' }, async (temporary) => writeFile(join(temporary, 'index'), 'new'));
    expect(await readdir(folder)).toEqual(['index']);
  });

  it('changes nothing where the job fails', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'one'), 'old');
    const replacing = replaceFiles(folder, { last: 'index' }, async (temporary) => {
      await writeFile(join(temporary, 'one'), 'new');
      throw new Error('no');
    });
    await expect(replacing).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual(['one']);
    expect(await readFile(join(folder, 'one'), 'utf8')).toBe('old');
  });

  it('replaces the file that speaks of the others last', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'z'));
    await writeFile(join(folder, 'index'), 'old');
    const replacing = replaceFiles(folder, { last: 'index' }, async (temporary) => {
      for (const name of ['index', 'z']) await writeFile(join(temporary, name), 'new');
    });
    await expect(replacing).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', message: expect.stringContaining(join(folder, 'z')) });
    expect(await readFile(join(folder, 'index'), 'utf8')).toBe('old');
  });

  it('says that a folder cannot be made where a file stands', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, '');
    await expect(replaceFiles(path, { last: 'index' }, async () => undefined)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });
});
