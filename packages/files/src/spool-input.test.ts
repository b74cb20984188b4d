import { execFileSync, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { countLines } from './count-lines';
import { isRereadable } from './input-source';
import { readJsonl } from './read-jsonl';
import { spoolInput } from './spool-input';

const LINES = '{"a":1}\n{"a":2}\n';

async function valuesOf(source: string | Readable): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const { value } of readJsonl(source, z.object({ a: z.number() }))) values.push(value);
  return values;
}

async function pipeThatGives(contents: string | Uint8Array): Promise<string> {
  const folder = await temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await writeFile(join(folder, 'contents'), contents);
  spawn('sh', ['-c', 'cat contents > pipe'], { cwd: folder, stdio: 'ignore' });
  return join(folder, 'pipe');
}

it('a file can be read twice, and is not copied', async () => {
  const path = join(await temporaryFolder(), 'file.jsonl');
  await writeFile(path, LINES);
  expect(await isRereadable(path)).toBe(true);
  const spooled = await spoolInput(path);
  expect(spooled).toMatchObject({ path, name: path });
  await spooled.close();
  expect(await readFile(path, 'utf8')).toBe(LINES);
});

describe.runIf(process.platform === 'linux')('a pipe', () => {
  it('is read once, packed or not', async () => {
    expect(await valuesOf(await pipeThatGives(LINES))).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await valuesOf(await pipeThatGives(gzipSync(LINES)))).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await valuesOf(Readable.from([LINES.slice(0, 4), LINES.slice(4)]))).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('is not used up by asking what it is, nor by counting its lines', async () => {
    const pipe = await pipeThatGives(LINES);
    expect(await isRereadable(pipe)).toBe(false);
    await expect(countLines(pipe)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    expect(await valuesOf(pipe)).toHaveLength(2);
  });

  it('can be read as often as one likes once it is copied, and nothing is left of the copy', async () => {
    for (const source of [await pipeThatGives(gzipSync(LINES)), Readable.from([LINES])]) {
      const spooled = await spoolInput(source);
      for (let time = 0; time < 2; time += 1) {
        expect(await countLines(spooled.path)).toBe(2);
        expect(await valuesOf(spooled.path)).toHaveLength(2);
      }
      await spooled.close();
      await expect(readFile(spooled.path)).rejects.toThrow('ENOENT');
    }
  });

  it('that gives more than the limit is refused, and one that is stopped ends', async () => {
    await expect(spoolInput(Readable.from([LINES]), { maximumBytes: 10 })).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    const stop = new AbortController();
    const waiting = spoolInput(new Readable({ read: () => undefined }), { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('lines of a packed file are counted unpacked', async () => {
  const path = join(await temporaryFolder(), 'file.jsonl.gz');
  await writeFile(path, gzipSync(LINES.repeat(1000)));
  expect(await countLines(path)).toBe(2000);
});

it.skipIf(process.platform !== 'linux')('a device without an end is not copied', async () => {
  for (const path of ['/dev/zero', '/dev/urandom']) await expect(spoolInput(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  const empty = await spoolInput('/dev/null');
  await empty.close();
});
