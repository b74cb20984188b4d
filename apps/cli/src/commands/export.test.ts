import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyCheckpoint } from '@tldr-rm/job-inputs/tiny-checkpoint';
import { TINY_DETECTOR, writePlainImage } from '@tldr-rm/job-inputs/tiny-detector';
import type { DetectorManifest } from '@tldr-rm/schema';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

const FILES = ['detector.json', 'image-encoder.onnx', 'scorer.onnx', 'tokenizer.json'];

let folder: string;
let checkpoint: string;
let validation: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-cli-export-'));
  checkpoint = await writeTinyCheckpoint(folder);
  validation = join(folder, 'validation.jsonl');
  await writePlainImage(join(folder, 'red.png'), 'red');
  await writePlainImage(join(folder, 'green.png'), 'lime');
  const span = { start: 6, end: 10, label: 'hallucinated' };
  await writeLines(validation, [
    { id: 'a', image: 'red.png', prompt: '', response: 'It is red.', spans: [] },
    { id: 'b', image: 'green.png', prompt: '', response: 'It is blue.', spans: [span] },
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const exportTo = (out: string, ...more: string[]) => runCli('export', '--checkpoint', checkpoint, '--out', out, ...more);

const manifestIn = async (out: string) => JSON.parse(await readFile(join(out, 'detector.json'), 'utf8')) as DetectorManifest;

/** Names and contents of a folder's files. */
async function contentsOf(path: string): Promise<Map<string, string>> {
  const names = (await readdir(path)).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'base64')] as const)));
}

describe('tldr-rm export', () => {
  it('writes a detector of even thresholds, named after its folder', async () => {
    const out = join(await temporaryFolder(), 'deep', 'mine');
    const { code, stdout } = await exportTo(out, '--json');
    expect(code).toBe(0);
    expect((await readdir(out)).sort()).toEqual(FILES);
    expect(JSON.parse(stdout)).toEqual(await manifestIn(out));
    expect(await manifestIn(out)).toMatchObject({ name: 'mine', thresholds: { token: 0.5, sentence: 0.5, response: 0.5 } });
  });

  it('calibrates it on validation data, and keeps what else the folder holds', async () => {
    const out = await temporaryFolder();
    await writeFile(join(out, 'README.md'), 'about it');
    const { code, stdout, stderr } = await exportTo(out, '--json', '--validation', validation, '--weights', join(out, 'checkpoint'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await readdir(out)).sort()).toEqual(['README.md', 'checkpoint', ...FILES]);
    const manifest = await manifestIn(out);
    expect(JSON.parse(stdout)).toEqual(manifest);
    const blue = join(folder, 'blue.png');
    await writePlainImage(blue, 'blue');
    const warningsAbout = async (image: string): Promise<unknown> => {
      const detection = await runCli('detect', '--detector', out, '--image', image, '--text', 'It is red.', '--json');
      expect(detection).toMatchObject({ code: 0, stderr: '' });
      return JSON.parse(detection.stdout).warnings ?? [];
    };
    expect(await warningsAbout(join(folder, 'green.png'))).toEqual([]);
    expect(await warningsAbout(blue)).toEqual([expect.objectContaining({ code: 'IMAGE_OUTSIDE_DOMAIN' })]);
  });

  it('leaves a detector as it is where the new one cannot be calibrated', async () => {
    const [out, bad] = [await temporaryFolder(), join(folder, 'bad.jsonl')];
    await cp(TINY_DETECTOR, out, { recursive: true });
    await writeLines(bad, [{ id: 'a', image: 'red.png', prompt: '', response: 'It is red.' }]);
    const before = await contentsOf(out);
    for (const [file, problem] of [
      [join(folder, 'typo.jsonl'), 'FILE_UNREADABLE'],
      [bad, `${bad}:1:`],
    ] as const) {
      expect(await exportTo(out, '--validation', file)).toMatchObject({ code: 2, stderr: expect.stringContaining(problem) });
      expect(await contentsOf(out)).toEqual(before);
    }
  });

  it('makes nothing where the validation data is missing', async () => {
    const parent = await temporaryFolder();
    expect((await exportTo(join(parent, 'mine'), '--validation', join(folder, 'typo.jsonl'))).code).toBe(2);
    expect(await readdir(parent)).toEqual([]);
  });

  it('says that --out cannot be written where a file stands', async () => {
    expect(await exportTo(validation)).toMatchObject({ code: 2, stderr: expect.stringContaining('OUTPUT_UNWRITABLE') });
  });
});
