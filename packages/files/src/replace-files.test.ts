import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { replaceFiles } from './replace-files';
import { mendReplacement, replaceAll, replacementOf } from './replacement';

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

  it('has the old files again where a new one cannot take its place, and leaves nothing', async () => {
    const folder = await temporaryFolder();
    for (const name of ['index', 'one', 'two']) await writeFile(join(folder, name), 'old');
    const replacement = replacementOf(folder);
    await mkdir(replacement.fresh, { recursive: true });
    await writeFile(join(replacement.fresh, 'one'), 'new');
    // A name that was never written fails after others have taken their places.
    await expect(replaceAll(replacement, ['one', 'two', 'index'])).rejects.toThrow('ENOENT');
    expect((await readdir(folder)).sort()).toEqual(['index', 'one', 'two']);
    for (const name of ['index', 'one', 'two']) expect(await readFile(join(folder, name), 'utf8')).toBe('old');
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('is whole, old or new, after a kill at step %i and the next call', async (steps) => {
    const folder = await temporaryFolder();
    for (const name of ['index', 'one']) await writeFile(join(folder, name), 'old');
    const { work, fresh, old, plan } = replacementOf(folder);
    await mkdir(fresh, { recursive: true });
    for (const name of ['one', 'three', 'index']) await writeFile(join(fresh, name), 'new');
    await mkdir(old);
    const names = ['one', 'three', 'index'];
    const moves = [
      () => writeFile(plan, JSON.stringify({ names })),
      () => rename(join(folder, 'index'), join(old, 'index')),
      () => rename(join(folder, 'one'), join(old, 'one')),
      ...names.map((name) => () => rename(join(fresh, name), join(folder, name))),
    ];
    for (const move of moves.slice(0, steps)) await move();
    await mendReplacement(folder);
    const isNew = steps === moves.length;
    expect((await readdir(folder)).sort()).toEqual(isNew ? ['index', 'one', 'three'] : ['index', 'one']);
    for (const name of ['index', 'one']) expect(await readFile(join(folder, name), 'utf8')).toBe(isNew ? 'new' : 'old');
    await expect(stat(work)).rejects.toThrow('ENOENT');
  });

  it('refuses a folder that holds what is not ours, and changes nothing', async () => {
    const folder = await temporaryFolder();
    const options = { last: 'index', isOurs: (names: readonly string[]) => names.includes('index') };
    await replaceFiles(join(folder, 'new'), options, (temporary) => writeFile(join(temporary, 'index'), 'new'));
    await replaceFiles(join(folder, 'new'), options, (temporary) => writeFile(join(temporary, 'index'), 'newer'));
    expect(await readdir(join(folder, 'new'))).toEqual(['index']);
    await mkdir(join(folder, 'theirs'));
    await writeFile(join(folder, 'theirs', 'thesis.tex'), 'years');
    await writeFile(join(folder, 'file'), 'text');
    for (const name of ['theirs', 'file', 'theirs/thesis.tex']) {
      const replacing = replaceFiles(join(folder, name), options, (temporary) => writeFile(join(temporary, 'index'), 'new'));
      await expect(replacing, name).rejects.toMatchObject({ code: 'NOT_OURS' });
    }
    expect(await readdir(join(folder, 'theirs'))).toEqual(['thesis.tex']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('text');
  });

  it('removes the folders that it made where the job fails', async () => {
    const folder = await temporaryFolder();
    const replacing = replaceFiles(join(folder, 'a', 'b'), { last: 'index' }, async () => {
      throw new Error('no');
    });
    await expect(replacing).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not done by two at once', async () => {
    const folder = await temporaryFolder();
    await replaceFiles(folder, { last: 'index' }, async (temporary) => {
      await writeFile(join(temporary, 'index'), 'first');
      const second = replaceFiles(folder, { last: 'index' }, async () => undefined);
      await expect(second).rejects.toMatchObject({ code: 'OUTPUT_IN_USE' });
    });
    expect(await readFile(join(folder, 'index'), 'utf8')).toBe('first');
  });
});
