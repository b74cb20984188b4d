import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InputError, JsonlError } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_LINE_BYTES, readJsonl } from './read-jsonl';

const anything = z.unknown();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-schema-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(contents: string | Uint8Array): Promise<string> {
  const path = join(folder, 'file.jsonl');
  await writeFile(path, contents);
  return path;
}

async function readAll<Schema extends z.ZodType>(path: string, schema: Schema) {
  const lines: { line: number; value: z.infer<Schema> }[] = [];
  for await (const line of readJsonl(path, schema)) lines.push(line);
  return lines;
}

describe('what is read', () => {
  test('objects with their line numbers; empty lines, a byte order mark and Windows line ends do no harm', async () => {
    const path = await written('\ufeff{"a":1}\r\n\r\n  \n{"a":2}');
    expect(await readAll(path, z.object({ a: z.number() }))).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 4, value: { a: 2 } },
    ]);
  });

  test('an empty file has no lines', async () => {
    expect(await readAll(await written(''), anything)).toEqual([]);
  });

  test('whatever was written comes back, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), fc.boolean(), async (values, lastNewline) => {
        const path = await written(
          values.map((value) => JSON.stringify(value)).join('\n') + (lastNewline && values.length > 0 ? '\n' : ''),
        );
        const back = await readAll(path, anything);
        expect(back.map((line) => JSON.stringify(line.value))).toEqual(values.map((value) => JSON.stringify(value)));
        expect(back.map((line) => line.line)).toEqual(values.map((_, index) => index + 1));
      }),
      { numRuns: 200 },
    );
  });

  test('characters and lines that cross the borders of read blocks stay whole', async () => {
    const values = Array.from({ length: 40 }, (_, index) => '猫🍏é'.repeat(3_000 + index));
    const back = await readAll(await written(values.map((value) => JSON.stringify(value)).join('\n')), z.string());
    expect(back.map((line) => line.value)).toEqual(values);
  });

  test('a packed file as well as a plain one, and how much of the file has been read', async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => JSON.stringify({ a: index })).join('\n');
    const plain = join(folder, 'plain.jsonl');
    const packed = join(folder, 'packed.jsonl.gz');
    await writeFile(plain, lines);
    await writeFile(packed, gzipSync(lines));
    for (const path of [plain, packed]) {
      const read: number[] = [];
      const values: unknown[] = [];
      for await (const { value } of readJsonl(path, anything, { onRead: (bytes) => read.push(bytes) })) values.push(value);
      expect(values).toEqual(Array.from({ length: 2_000 }, (_, a) => ({ a })));
      expect(read.at(-1)).toBe((await stat(path)).size);
    }
  });

  test('a reader may stop early', async () => {
    const path = await written('1\n2\nbroken');
    for await (const { value } of readJsonl(path, z.number())) {
      expect(value).toBe(1);
      break;
    }
  });
});

describe('what is refused', () => {
  test('a missing file, by name', async () => {
    const reading = readAll(join(folder, 'missing.jsonl'), anything);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('missing.jsonl') });
  });

  test('a folder', async () => {
    await expect(readAll(folder, anything)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('a packed file that is cut off, or is no packed file', async () => {
    const packed = gzipSync('1\n2\n'.repeat(50_000));
    const path = join(folder, 'broken.jsonl.gz');
    for (const bytes of [packed.subarray(0, packed.length / 2), Buffer.from('1\n')]) {
      await writeFile(path, bytes);
      await expect(readAll(path, anything)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining(path) });
    }
    await expect(readAll(join(folder, 'missing.jsonl.gz'), anything)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each([
    ['that is not JSON', '{"a":1}\n{"a":\n{"a":3}', 2, 'not valid JSON'],
    ['that is cut off at the end', '{"a":1}\n\n{"a":', 3, 'not valid JSON'],
    ['of the wrong shape', '{"a":1}\n{"a":"two"}', 2, 'a: '],
    ['that holds no object', '{"a":1}\n[1]', 2, '(line): '],
  ])('a line %s, by file and number', async (_, contents, line, problem) => {
    const path = await written(contents);
    const reading = readAll(path, z.object({ a: z.number() }));
    await expect(reading).rejects.toThrow(JsonlError);
    await expect(reading).rejects.toMatchObject({ file: path, line, message: expect.stringContaining(problem) });
  });

  test('lines before a broken one are delivered', async () => {
    const path = await written('1\n2\nx');
    const seen: unknown[] = [];
    await expect(
      (async () => {
        for await (const { value } of readJsonl(path, anything)) seen.push(value);
      })(),
    ).rejects.toMatchObject({ line: 3 });
    expect(seen).toEqual([1, 2]);
  });

  test('bytes that are not UTF-8', async () => {
    const path = await written(Uint8Array.from([0x31, 0x0a, 0x22, 0xc3, 0x28, 0x22, 0x0a]));
    await expect(readAll(path, anything)).rejects.toMatchObject({ code: 'JSONL_LINE', line: 2, message: expect.stringContaining('UTF-8') });
  });

  test('a line without end, before it fills the memory', async () => {
    const path = join(folder, 'long.jsonl');
    const handle = await open(path, 'w');
    await handle.writeFile('1\n');
    await handle.truncate(4 * MAX_LINE_BYTES);
    await handle.close();
    const before = process.memoryUsage().arrayBuffers;
    await expect(readAll(path, anything)).rejects.toMatchObject({ line: 2, message: expect.stringContaining('longer than') });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * MAX_LINE_BYTES);
    await rm(path);
  });
});

test('lines that cannot be used are passed over where someone is told of them', async () => {
  const path = await written(Buffer.from('1\n{"a":\n2\n"\xc3("\n3\n', 'latin1'));
  const told: number[] = [];
  const values: unknown[] = [];
  const onBadLine = async ({ line }: JsonlError): Promise<void> => void told.push(line);
  for await (const { value } of readJsonl(path, anything, { onBadLine })) values.push(value);
  expect(values).toEqual([1, 2, 3]);
  expect(told).toEqual([2, 4]);
});
