import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { SkippedLines } from './skipped-lines';

const missing = { reason: 'no such image file', code: 'IMAGE_UNREADABLE' };

it('are written beside the output once there are any, each once, however often the run goes on', async () => {
  const folder = await temporaryFolder();
  const output = join(folder, 'out.jsonl');
  await (await SkippedLines.open(output)).close();
  expect(await readdir(folder)).toEqual([]);
  for (let run = 1; run <= 2; run += 1) {
    const skipped = await SkippedLines.open(output);
    await skipped.add({ line: 2, id: 'b', ...missing });
    await skipped.add({ line: 2 + run, ...missing });
    expect(skipped.count).toBe(1 + run);
    await skipped.close();
  }
  const lines = (await readFile(`${output}.skipped.jsonl`, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { line: 2, id: 'b', ...missing },
    { line: 3, ...missing },
    { line: 4, ...missing },
  ]);
});

it('beyond what an earlier run is known to have finished are forgotten', async () => {
  const output = join(await temporaryFolder(), 'out.jsonl');
  const first = await SkippedLines.open(output);
  for (const line of [2, 5]) await first.add({ line, ...missing });
  await first.close();
  const second = await SkippedLines.open(output, { through: 4 });
  expect([second.count, second.has(2), second.has(5)]).toEqual([1, true, false]);
  await second.add({ line: 7, ...missing });
  await second.close();
  const lines = (await readFile(`${output}.skipped.jsonl`, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).line)).toEqual([2, 7]);
});

it('of an earlier run go when it starts anew; a file that is none of ours is refused', async () => {
  const folder = await temporaryFolder();
  const output = join(folder, 'out.jsonl');
  const first = await SkippedLines.open(output);
  await first.add({ line: 1, ...missing, reason: 'x'.repeat(1_000_000) });
  await first.close();
  expect((await readFile(`${output}.skipped.jsonl`)).length).toBeLessThan(2000);
  await (await SkippedLines.open(output, { startAnew: true })).close();
  expect(await readdir(folder)).toEqual([]);
  await writeFile(`${output}.skipped.jsonl`, 'my notes');
  for (const startAnew of [false, true]) {
    await expect(SkippedLines.open(output, { startAnew })).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
  }
  expect(await readFile(`${output}.skipped.jsonl`, 'utf8')).toBe('my notes');
});

it('are only counted beside a stream', async () => {
  const skipped = await SkippedLines.open(new PassThrough());
  await skipped.add({ line: 1, ...missing });
  expect([skipped.path, skipped.count]).toEqual([null, 1]);
  await skipped.close();
});
