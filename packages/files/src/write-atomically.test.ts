import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from './write-atomically';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-schema-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('text and bytes are written, folders on the way are made, and nothing is left beside the file', async () => {
  await writeAtomically(join(folder, 'a/b/text.txt'), '猫');
  await writeAtomically(join(folder, 'a/b/bytes.bin'), Uint8Array.from([0, 255]));
  expect(await readFile(join(folder, 'a/b/text.txt'), 'utf8')).toBe('猫');
  expect([...(await readFile(join(folder, 'a/b/bytes.bin')))]).toEqual([0, 255]);
  expect((await readdir(join(folder, 'a/b'))).sort()).toEqual(['bytes.bin', 'text.txt']);
});

test('an existing file is replaced', async () => {
  const path = join(folder, 'file');
  await writeAtomically(path, 'a longer old text');
  await writeAtomically(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
});

test('a reader at any moment sees one whole version', async () => {
  const path = join(folder, 'file');
  const versions = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(200_000));
  await writeAtomically(path, versions[0]!);
  let writing = true;
  const writers = Promise.all(versions.map((version) => writeAtomically(path, version))).finally(() => {
    writing = false;
  });
  while (writing) expect(versions.includes(await readFile(path, 'utf8'))).toBe(true);
  await writers;
  expect(await readdir(folder)).toEqual(['file']);
});

test('a failure leaves no temporary file', async () => {
  await mkdir(join(folder, 'taken/inner'), { recursive: true });
  await expect(writeAtomically(join(folder, 'taken'), 'text')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});
