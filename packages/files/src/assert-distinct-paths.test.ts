import { execFileSync } from 'node:child_process';
import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { assertDistinctPaths } from './assert-distinct-paths';

async function folderWithInput(): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'in.jsonl'), '{"id":"a"}\n');
  return folder;
}

it('lets different paths be, inputs that are the same, and fields that are not given', async () => {
  const folder = await folderWithInput();
  const input = join(folder, 'in.jsonl');
  await assertDistinctPaths({
    inputs: { input, data: [input, input], validation: undefined, stream: new PassThrough() },
    outputs: { output: join(folder, 'out.jsonl'), report: join(folder, 'new', 'out.html'), csv: undefined, json: new PassThrough() },
    folders: { folder: join(folder, 'detector') },
  });
});

it.each([
  ['the same path', async (folder: string) => join(folder, 'in.jsonl')],
  ['another way of writing it', async (folder: string) => `${folder}/./x/../in.jsonl`],
  ['a symbolic link', (folder: string) => symlink('in.jsonl', join(folder, 'link')).then(() => join(folder, 'link'))],
  ['a hard link', (folder: string) => link(join(folder, 'in.jsonl'), join(folder, 'link')).then(() => join(folder, 'link'))],
  ['a path through a link', (folder: string) => symlink('.', join(folder, 'link')).then(() => join(folder, 'link', 'in.jsonl'))],
])('refuses an output or a report that is an input by %s, naming both', async (_, make) => {
  const folder = await folderWithInput();
  const input = join(folder, 'in.jsonl');
  const output = await make(folder);
  for (const outputs of [{ output }, { output: join(folder, 'else'), report: output }]) {
    await expect(assertDistinctPaths({ inputs: { input }, outputs })).rejects.toMatchObject({
      code: 'SAME_FILE',
      message: expect.stringContaining(`"input" and "${Object.keys(outputs).at(-1)}" are the same file.`),
    });
  }
});

it('refuses outputs that are the same file, which need not exist', async () => {
  const folder = await folderWithInput();
  await symlink('page.html', join(folder, 'link'));
  await symlink('.', join(folder, 'here'));
  for (const report of ['page.html', 'link', 'here/page.html']) {
    const outputs = { html: join(folder, 'page.html'), report: join(folder, report) };
    await expect(assertDistinctPaths({ inputs: {}, outputs })).rejects.toMatchObject({ code: 'SAME_FILE' });
  }
});

it('refuses what is kept beside an output', async () => {
  const output = join(await temporaryFolder(), 'out.jsonl');
  for (const input of ['.state.json', '.partial.jsonl', '.skipped.jsonl', '.answers'].map((ending) => output + ending)) {
    await expect(assertDistinctPaths({ inputs: { input }, outputs: { output } })).rejects.toMatchObject({ code: 'SAME_FILE' });
    await expect(assertDistinctPaths({ inputs: {}, outputs: { output, html: input } })).rejects.toMatchObject({ code: 'SAME_FILE' });
  }
});

it('refuses what lies in a folder that is replaced, and two such folders that are one', async () => {
  const folder = await folderWithInput();
  const detector = join(folder, 'detector');
  await mkdir(detector);
  await symlink('detector', join(folder, 'link'));
  const folders = { detector };
  for (const path of [join(detector, 'x'), join(folder, 'link', 'y', 'z'), detector]) {
    await expect(assertDistinctPaths({ inputs: { input: path }, folders })).rejects.toMatchObject({ code: 'SAME_FILE' });
    await expect(assertDistinctPaths({ inputs: {}, outputs: { output: path }, folders })).rejects.toMatchObject({ code: 'SAME_FILE' });
  }
  await expect(assertDistinctPaths({ inputs: {}, folders: { detector, weights: join(folder, 'link') } })).rejects.toMatchObject({
    message: expect.stringContaining('"detector" and "weights" are the same file'),
  });
  await assertDistinctPaths({ inputs: { checkpoint: folder }, folders: { detector, weights: join(folder, 'detector-weights') } });
});

it.runIf(process.platform === 'linux')('lets a device be shared, which is no file, but no pipe', async () => {
  await assertDistinctPaths({ inputs: { input: '/dev/null' }, outputs: { output: '/dev/null', html: '/dev/null' } });
  const pipe = join(await temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(assertDistinctPaths({ inputs: { input: pipe }, outputs: { output: pipe } })).rejects.toMatchObject({ code: 'SAME_FILE' });
});
