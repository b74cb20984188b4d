import { execFileSync } from 'node:child_process';
import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppendableLines } from './appendable-lines';
import { ResumeError } from './resume-error';
import { startChild } from './testing/child';

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

  it('changes nothing, and makes nothing, before the first line or the end', async () => {
    const folder = await temporaryFolder();
    const torn = join(folder, 'torn.jsonl');
    await writeFile(torn, '{"id":1}\n{"id":2');
    for (const startAnew of [false, true]) {
      const lines = await AppendableLines.open(torn, { startAnew });
      await lines.write([]);
      await lines.sync();
      await lines.close();
    }
    expect(await readFile(torn, 'utf8')).toBe('{"id":1}\n{"id":2');
    await (await AppendableLines.open(join(folder, 'a', 'new.jsonl'))).close();
    expect(await readdir(folder)).toEqual(['torn.jsonl']);
    await (await AppendableLines.open(torn)).finish();
    await (await AppendableLines.open(join(folder, 'a', 'new.jsonl'))).finish();
    expect(await readFile(torn, 'utf8')).toBe('{"id":1}\n');
    expect(await readFile(join(folder, 'a', 'new.jsonl'), 'utf8')).toBe('');
  });

  it('gives the whole lines that are there, and a file that does not fit is as it was', async () => {
    const path = join(await temporaryFolder(), 'foreign.jsonl');
    const before = '{"id":"x","text":"mine"}\n{"id":"y","text":"unfin';
    await writeFile(path, before);
    const lines = await AppendableLines.open(path);
    const seen: unknown[] = [];
    for await (const { value } of lines.written(z.looseObject({ id: z.string() }))) seen.push(value.id);
    expect(seen).toEqual(['x']);
    const reading = lines.written(z.object({ id: z.string(), reward: z.number() })).next();
    await expect(reading).rejects.toMatchObject({ code: 'JSONL_LINE', file: path, line: 1 });
    await lines.close();
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('gives a last line that lacks its line feed, and none beyond what is kept', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, '{"id":1}\n{"id":2}');
    const idsOf = async (lines: AppendableLines) => {
      const ids: number[] = [];
      for await (const { value } of lines.written(z.object({ id: z.number() }))) ids.push(value.id);
      return ids;
    };
    expect(await idsOf(await AppendableLines.open(path))).toEqual([1, 2]);
    expect(await idsOf(await AppendableLines.open(path, { keep: 9 }))).toEqual([1]);
  });

  it.runIf(process.platform === 'linux')('writes into pipes and streams, which hold nothing to go on with', async () => {
    const pipe = join(await temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const stream = new PassThrough();
    const read = readFile(pipe, 'utf8');
    for (const target of [pipe, stream]) {
      const lines = await AppendableLines.open(target);
      expect(lines.resumable).toBe(false);
      expect((await lines.written(z.unknown()).next()).done).toBe(true);
      await lines.append([{ id: 1 }]);
      await lines.append([{ id: 2 }]);
      expect(lines.bytes).toBe(18);
      await lines.finish();
    }
    expect(await read).toBe('{"id":1}\n{"id":2}\n');
    expect(String(stream.read())).toBe('{"id":1}\n{"id":2}\n');
    expect((await lstat(pipe)).isFIFO()).toBe(true);
  });

  it('follows a link, which stays', async () => {
    const folder = await temporaryFolder();
    await symlink('target.jsonl', join(folder, 'link.jsonl'));
    for (const id of [1, 2]) {
      const lines = await AppendableLines.open(join(folder, 'link.jsonl'));
      await lines.append([{ id }]);
      await lines.finish();
    }
    expect(await readFile(join(folder, 'target.jsonl'), 'utf8')).toBe('{"id":1}\n{"id":2}\n');
    expect((await lstat(join(folder, 'link.jsonl'))).isSymbolicLink()).toBe(true);
  });

  it.runIf(process.platform === 'linux')('says that a disk is full', async () => {
    const lines = await AppendableLines.open('/dev/full');
    await expect(lines.append([{ id: 1 }])).rejects.toMatchObject({ code: 'DISK_FULL' });
    await lines.close();
  });

  it('holds whole lines after a kill at any moment, and goes on after the last', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    let next = 0;
    for (let kill = 0; kill < 2; kill += 1) {
      const child = await startChild(`
        const lines = await files.AppendableLines.open(${JSON.stringify(path)});
        for (let id = ${next}; ; id += 1) {
          await lines.write([{ id, text: 'x'.repeat(100_000) }]);
          if (id === ${next}) console.log('begun');
        }
      `);
      await child.kill();
      const lines = await AppendableLines.open(path);
      next = 0;
      for await (const { value } of lines.written(z.object({ id: z.number() }))) expect(value.id).toBe(next++);
      await lines.close();
    }
    expect(next).toBeGreaterThan(1);
  });
});
