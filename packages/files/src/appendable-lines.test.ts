import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { AppendableLines } from './appendable-lines';
import { ResumeError } from './resume-error';

describe('AppendableLines', () => {
  it('makes the file and the folders on the way', async () => {
    const path = join(await temporaryFolder(), 'a', 'b', 'lines.jsonl');
    const lines = await AppendableLines.open(path);
    await lines.append([{ id: 'ä' }, { id: 2 }]);
    await lines.append([]);
    await lines.close();
    expect(await readFile(path, 'utf8')).toBe('{"id":"ä"}\n{"id":2}\n');
  });

  it.each([
    ['a torn last line', '{"id":1}\n{"id":', '{"id":1}\n'],
    ['nothing but a torn line', '{"id', ''],
    ['a torn line longer than what is read at once', `{"id":1}\n${'x'.repeat(200_000)}`, '{"id":1}\n'],
    ['nothing', '', ''],
  ])('drops %s', async (_, before, kept) => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, before);
    const lines = await AppendableLines.open(path);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(lines.bytes).toBe(kept.length);
    await lines.append([{ id: 'next' }]);
    await lines.close();
    expect(await readFile(path, 'utf8')).toBe(`${kept}{"id":"next"}\n`);
  });

  it('keeps a last line that lacks nothing but its line feed', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, '{"id":1}\n{"id":2}');
    const lines = await AppendableLines.open(path);
    await lines.append([{ id: 3 }]);
    await lines.close();
    expect(await readFile(path, 'utf8')).toBe('{"id":1}\n{"id":2}\n{"id":3}\n');
  });

  it.each([
    ['a text without a line feed', 'my only notes'],
    ['a text of lines', 'my notes\nand more'],
    ['JSON over several lines', '{\n  "id": 1\n}'],
    ['JSON of something else', '{"name":"package"}'],
    ['bytes', '\u0000\u0001'],
  ])('refuses a file that holds %s, and leaves it as it is', async (_, before) => {
    const path = join(await temporaryFolder(), 'notes.txt');
    await writeFile(path, before);
    await expect(AppendableLines.open(path)).rejects.toThrow(ResumeError);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('says that a folder, or a path through a file, cannot be written', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    for (const path of [folder, join(folder, 'file', 'lines.jsonl')]) {
      await expect(AppendableLines.open(path)).rejects.toMatchObject({
        code: 'OUTPUT_UNWRITABLE',
        message: expect.stringContaining(`${path}: cannot be written`),
      });
    }
  });

  it('keeps no more than it is told to, and tells its length', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, '{"id":1}\n{"id":2}\n{"id":3}\n{"id"');
    const lines = await AppendableLines.open(path, { keep: 18 });
    expect(lines.bytes).toBe(18);
    await lines.append([{ id: 'ä' }]);
    await lines.close();
    const text = await readFile(path, 'utf8');
    expect(text).toBe('{"id":1}\n{"id":2}\n{"id":"ä"}\n');
    expect(lines.bytes).toBe(Buffer.byteLength(text));
  });

  it('can start anew', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, '{"id":1}\n');
    await (await AppendableLines.open(path, { startAnew: true })).finish();
    expect(await readFile(path, 'utf8')).toBe('');
  });
});
