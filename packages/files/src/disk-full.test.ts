import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { smallDisk, temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { AppendableLines } from './appendable-lines';
import { replaceFiles } from './replace-files';
import { startChild } from './testing/child';
import { writeAtomically } from './write-atomically';

it('a full disk is said, and every output is as it was', async ({ skip }) => {
  const { folder } = (await smallDisk('200k')) ?? skip('mounting is for root');
  const path = join(folder, 'out');
  await writeAtomically(path, 'old');
  await expect(writeAtomically(path, 'x'.repeat(400_000))).rejects.toMatchObject({ code: 'DISK_FULL' });
  const replacing = replaceFiles(join(folder, 'detector'), { last: 'index' }, async (temporary) => {
    await writeAtomically(join(temporary, 'index'), 'new');
    await writeAtomically(join(temporary, 'weights'), 'x'.repeat(400_000));
  });
  await expect(replacing).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(await readdir(folder)).toEqual(['out']);
  expect(await readFile(path, 'utf8')).toBe('old');

  const lines = await AppendableLines.open(join(folder, 'lines.jsonl'));
  await lines.append([{ id: 1 }]);
  await expect(lines.append([{ id: 2, text: 'x'.repeat(400_000) }])).rejects.toMatchObject({ code: 'DISK_FULL' });
  await lines.append([{ id: 2 }]);
  await lines.finish();
  const again = await AppendableLines.open(join(folder, 'lines.jsonl'));
  const ids: number[] = [];
  for await (const { value } of again.written(z.object({ id: z.number() }))) ids.push(value.id);
  expect(ids).toEqual([1, 2]);
});

it('what a killed process left half written goes with the next write', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, '.notes.tmp'), 'not ours');
  const child = await startChild(`
    const output = await files.openOutput(${JSON.stringify(join(folder, 'out'))});
    await output.write('half');
    console.log('half');
    setInterval(() => {}, 1000);
  `);
  const [left] = (await readdir(folder)).filter((name) => name.startsWith('.tldr-rm-'));
  await writeAtomically(join(folder, 'other'), 'while it lives');
  expect(await readdir(folder)).toContain(left);
  await child.kill();
  await (await import('./lock-output')).lockOutput(join(folder, 'out'), { job: 'detect' }).then((lock) => lock.release());
  expect((await readdir(folder)).sort()).toEqual(['.notes.tmp', 'other']);
});
