import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertDisjointImages } from './jsonl-data';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-splits-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function samples(name: string, ...images: string[]): Promise<string> {
  const path = join(folder, name);
  const lines = images.map((image, index) =>
    JSON.stringify({ id: `${name}-${index}`, image, prompt: 'What is it?', response: 'A dog.', spans: [] }),
  );
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

describe('assertDisjointImages', () => {
  it('accepts files without a common image', async () => {
    const [train, validation] = [await samples('a.jsonl', '1.png', '2.png'), await samples('b.jsonl', '3.png')];
    await expect(assertDisjointImages(train, validation)).resolves.toBeUndefined();
  });

  it.each([
    ['as it is', () => 'images/1.png'],
    ['by a roundabout path', () => 'images/../images/1.png'],
    ['absolutely', () => join(folder, 'images/1.png')],
    ['as a URL of the file', () => pathToFileURL(join(folder, 'images/1.png')).href],
  ])('refuses an image that is in both, named %s', async (_, again) => {
    const [train, validation] = [await samples('c.jsonl', 'images/1.png'), await samples('d.jsonl', '9.png', again())];
    await expect(assertDisjointImages(train, validation)).rejects.toMatchObject({ code: 'SPLITS_OVERLAP' });
  });
});
