import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheKey, openAnswerCache } from './answer-cache';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answers-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('an answer that was written is read, by this and by another run', async () => {
  const answer = { text: 'Three dögs 👩‍👩‍👧', end: 'complete' as const, promptTokens: 10, completionTokens: 2 };
  const key = cacheKey(['a']);
  const cache = openAnswerCache(join(folder, 'made', 'when', 'needed'));
  expect(await cache.read(key)).toBeNull();
  await cache.write(key, answer);
  expect(await cache.read(key)).toEqual(answer);
  expect(await openAnswerCache(join(folder, 'made', 'when', 'needed')).read(key)).toEqual(answer);
  expect(await cache.read(cacheKey(['b']))).toBeNull();
});

test('a broken file counts as absent, and is written anew', async () => {
  const cache = openAnswerCache(folder);
  const key = cacheKey(['a']);
  await cache.write(key, { text: 'a', end: 'complete' });
  for (const broken of ['', '{"text": "a', '{"text": 1}', '[]']) {
    await writeFile(join(folder, key.slice(0, 2), `${key}.json`), broken);
    expect(await cache.read(key)).toBeNull();
  }
  await cache.write(key, { text: 'b', end: 'complete' });
  expect(await cache.read(key)).toMatchObject({ text: 'b' });
});

test('what is no file, or longer than any answer, counts as absent', async () => {
  const cache = openAnswerCache(folder);
  const [pipe, huge] = [cacheKey(['pipe']), cacheKey(['huge'])];
  for (const key of [pipe, huge]) await mkdir(join(folder, key.slice(0, 2)), { recursive: true });
  execFileSync('mkfifo', [join(folder, pipe.slice(0, 2), `${pipe}.json`)]);
  await writeFile(join(folder, huge.slice(0, 2), `${huge}.json`), '');
  await truncate(join(folder, huge.slice(0, 2), `${huge}.json`), 2 ** 32);
  expect(await cache.read(pipe)).toBeNull();
  expect(await cache.read(huge)).toBeNull();
});

test('an answer whose counts are broken keeps its text', async () => {
  const cache = openAnswerCache(folder);
  const key = cacheKey(['a']);
  await cache.write(key, { text: 'a', end: 'complete' });
  await writeFile(
    join(folder, key.slice(0, 2), `${key}.json`),
    '{"text": "a", "end": "complete", "promptTokens": -1, "completionTokens": 1e999}',
  );
  expect(await cache.read(key)).toMatchObject({ text: 'a', end: 'complete' });
});

test('two runs that write the same answers at once leave whole ones', async () => {
  const runs = [openAnswerCache(folder), openAnswerCache(folder)];
  const texts = ['x'.repeat(50_000), 'y'.repeat(50_000)];
  const keys = Array.from({ length: 20 }, (_, index) => cacheKey(index));
  await Promise.all(runs.flatMap((run, index) => keys.map((key) => run.write(key, { text: texts[index]!, end: 'complete' }))));
  for (const key of keys) expect(texts).toContain((await runs[0]!.read(key))?.text);
});

test('a folder that cannot be made is an error that names it', async () => {
  await writeFile(join(folder, 'file'), '');
  const cache = openAnswerCache(join(folder, 'file'));
  await expect(cache.write(cacheKey([]), { text: '', end: 'complete' })).rejects.toMatchObject({ code: 'CACHE_UNWRITABLE' });
  await expect(cache.read(cacheKey([]))).rejects.toMatchObject({ code: 'CACHE_UNREADABLE' });
});

test('a process that is killed while it writes leaves whole answers only', async () => {
  const program = `
    import { cacheKey, openAnswerCache } from ${JSON.stringify(new URL('./answer-cache.ts', import.meta.url).href)};
    const cache = openAnswerCache(${JSON.stringify(folder)});
    const text = 'x'.repeat(300_000);
    for (let index = 0; ; index += 1) {
      await cache.write(cacheKey(index), { text, end: 'complete' });
      console.log(index);
    }`;
  const writer = spawn(process.execPath, ['--conditions=@tldr-rm/source', '--import', 'tsx', '--input-type=module', '--eval', program]);
  let told = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.split('\n').length > 20) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  const cache = openAnswerCache(folder);
  const written = told.trim().split('\n');
  expect(written.length).toBeGreaterThanOrEqual(20);
  for (const index of written) expect((await cache.read(cacheKey(Number(index))))?.text).toHaveLength(300_000);
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith('.json')) expect((await cache.read(file.slice(3, -'.json'.length)))?.text).toHaveLength(300_000);
  }
});
