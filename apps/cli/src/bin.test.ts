import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectionSchema, type Sample } from '@tldr-rm/schema';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { sceneSamples } from '../../../packages/jobs/test-support/scene-samples';
import { TINY_DETECTOR, writePlainImage } from '../../../packages/jobs/test-support/tiny-detector';

const BINARY = fileURLToPath(new URL('../bin/tldr-rm.js', import.meta.url));
const isBuilt = existsSync(fileURLToPath(new URL('../dist/index.js', import.meta.url)));
if (!isBuilt) console.log('apps/cli is not built (`pnpm build`): the tests of the built program are skipped.');

function start(...arguments_: string[]): ChildProcess {
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env;
  return spawn(process.execPath, [BINARY, ...arguments_], { env });
}

async function run(...arguments_: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(...arguments_);
  const result = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk) => {
    result.stdout += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    result.stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...result })));
}

describe.skipIf(!isBuilt)('the built program', () => {
  it('prints help, and ends with 2 on an unknown flag', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Usage: tldr-rm') });
    expect(await run('detect', '--imag', 'a.png')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--image') });
  });

  it('writes nothing but JSON to stdout with --json, and progress to stderr', async () => {
    const folder = await temporaryFolder();
    const image = join(folder, 'red.png');
    await writePlainImage(image, 'red');
    const { code, stdout, stderr } = await run('detect', '--image', image, '--text', 'It is green.', '--detector', TINY_DETECTOR, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(detectionSchema.parse(JSON.parse(stdout)).spans).toMatchObject([{ text: 'green' }]);
    const made = await run('scenes', '--out', folder, '--count', '2', '--seed', '1', '--icons', 'twemoji', '--json', '--progress');
    expect(JSON.parse(made.stdout)).toMatchObject({ pictures: 2 });
    expect(made.stderr).toContain('drawing');
  });

  it('perturbs 20 thousand lines, killed and then interrupted among them, as in one go', async () => {
    const folder = await temporaryFolder();
    const [input, whole, torn] = [join(folder, 'samples.jsonl'), join(folder, 'whole.jsonl'), join(folder, 'torn.jsonl')];
    const scenes = sceneSamples(200);
    await writeLines(
      input,
      Array.from({ length: 20_000 }, (_, index) => ({ ...scenes[index % scenes.length]!, id: `sample-${index}` })),
    );
    const flags = (output: string): string[] => ['perturb', '--in', input, '--out', output, '--seed', '1', '--json'];
    const samplesDone = async (): Promise<number> => {
      const state = await readFile(`${torn}.state.json`, 'utf8').catch(() => '{"items":0}');
      return (JSON.parse(state) as { items: number }).items;
    };
    let done = 0;
    for (const [signal, end] of [
      ['SIGKILL', [null, 'SIGKILL']],
      ['SIGINT', [130, null]],
    ] as const) {
      const stopped = start(...flags(torn));
      const ended = new Promise((resolve) => stopped.on('close', (...how) => resolve(how)));
      while (stopped.exitCode === null && (await samplesDone()) === done) await new Promise((resolve) => setTimeout(resolve, 5));
      stopped.kill(signal);
      expect(await ended).toEqual(end);
      expect(await samplesDone()).toBeGreaterThan(done);
      done = await samplesDone();
      expect(done).toBeLessThan(20_000);
    }
    const [inOneGo, summary] = await Promise.all([run(...flags(whole)), run(...flags(torn))]);
    const told = ({ stdout, ...rest }: typeof summary) => ({ ...rest, summary: { ...JSON.parse(stdout), output: '' } });
    expect(told(summary)).toEqual(told(inOneGo));
    expect((await readFile(torn)).equals(await readFile(whole))).toBe(true);
  });

  it('loses and repeats nothing when killed and run again', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'samples.jsonl');
    const flags = ['scenes', '--out', folder, '--count', '300', '--seed', '1', '--icons', 'twemoji'];
    const killed = start(...flags);
    const ended = new Promise((resolve) => killed.on('close', resolve));
    while (killed.exitCode === null && !(existsSync(file) && (await readFile(file)).length > 0))
      await new Promise((resolve) => setTimeout(resolve, 5));
    killed.kill('SIGKILL');
    await ended;
    expect((await run(...flags)).code).toBe(0);
    const samples = await readLines<Sample>(file);
    expect([...new Set(samples.map((sample) => sample.image))]).toEqual(
      Array.from({ length: 300 }, (_, index) => `images/train-1-${index}.png`),
    );
    expect(new Set(samples.map((sample) => sample.id)).size).toBe(samples.length);
    for (const { image } of samples) expect((await readFile(join(folder, image!))).subarray(-8, -4).toString()).toBe('IEND');
  });

  it('ends quietly when its reader goes away', async () => {
    const child = start('detect', '--help');
    child.stdout!.destroy();
    let stderr = '';
    child.stderr!.on('data', (chunk) => {
      stderr += chunk;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(stderr).toBe('');
  });
});
