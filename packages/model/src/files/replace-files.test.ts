import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFiles } from './replace-files';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-replace-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes files into a folder, and replaces those of another with them; the last is moved last. */
function replace(target: string, contents: ReadonlyMap<string, string>, move?: (from: string, to: string) => Promise<void>): Promise<void> {
  const write = async (temporary: string): Promise<void> => {
    for (const [name, text] of contents) await writeFile(join(temporary, name), text);
  };
  return replaceFiles(target, [...contents.keys()].at(-1)!, write, move);
}

const files = (version: string): Map<string, string> => new Map(['a.bin', 'b.bin', 'all.json'].map((name) => [name, `${name} ${version}`]));

async function contents(): Promise<Record<string, string>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.sort().map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

describe('replaceFiles', () => {
  it('makes the folder, replaces what it wrote before, and leaves other files as they are', async () => {
    await replace(join(folder, 'new/deep'), files('1'));
    expect((await readdir(join(folder, 'new/deep'))).sort()).toEqual(['a.bin', 'all.json', 'b.bin']);
    await writeFile(join(folder, 'README.md'), 'mine');
    await replace(folder, files('1'));
    await rm(join(folder, 'new'), { recursive: true });
    await replace(folder, files('2'));
    expect(await contents()).toEqual({ 'README.md': 'mine', ...Object.fromEntries(files('2')) });
  });

  it.each(['a.bin', 'b.bin', 'all.json'])('changes nothing where %s cannot be written', async (name) => {
    await replace(folder, files('1'));
    await rm(join(folder, name));
    await mkdir(join(folder, name));
    const others = Object.fromEntries([...files('1')].filter(([other]) => other !== name));
    await expect(replace(folder, files('2'))).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
    await rm(join(folder, name), { recursive: true });
    expect(await contents()).toEqual(others);
  });

  it('puts back what it moved, and leaves nothing behind, when a file fails after others took their places', async () => {
    await replace(folder, files('1'));
    await writeFile(join(folder, 'README.md'), 'mine');
    const before = await contents();
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    for (const failing of files('2').keys()) {
      const move = (from: string, to: string): Promise<void> => (to.endsWith(failing) ? Promise.reject(full) : rename(from, to));
      await expect(replace(folder, new Map([...files('2'), ['new.bin', 'new'], ['last.json', 'last']]), move)).rejects.toMatchObject({
        code: 'OUTPUT_UNWRITABLE',
        message: expect.stringContaining('the disk is full'),
      });
      expect(await contents()).toEqual(before);
    }
    const last = (from: string, to: string): Promise<void> => (to.endsWith('last.json') ? Promise.reject(full) : rename(from, to));
    await expect(replace(folder, new Map([...files('2'), ['new.bin', 'new'], ['last.json', 'last']]), last)).rejects.toThrow();
    expect(await contents()).toEqual(before);
  });

  it('changes nothing where a file cannot be written at all', async () => {
    await replace(folder, files('1'));
    for (const name of ['x'.repeat(300), 'missing/c.bin']) {
      await expect(replace(folder, new Map([[name, 'never'], ...files('2')]))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
      expect(await contents()).toEqual(Object.fromEntries(files('1')));
    }
  });

  it.skipIf(process.getuid?.() === 0)('says that a folder cannot be written', async () => {
    await chmod(folder, 0o500);
    await expect(replace(folder, files('1'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    await chmod(folder, 0o700);
  });
});
