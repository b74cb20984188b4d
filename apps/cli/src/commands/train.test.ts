import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TINY_TRAINING } from '../../../../packages/jobs/test-support/tiny-training';
import { runCli } from '../../test-support/run-cli';

const binary = fileURLToPath(new URL('../../bin/tldr-rm.js', import.meta.url));
interface Line {
  step: number;
  loss?: number;
  event?: string;
}

/** The optional package, if whoever runs the tests has put it where the model package finds it. */
const native = ((): string | undefined => {
  const model = createRequire(import.meta.url).resolve('@tldr-rm/model/package.json');
  try {
    return createRequire(model).resolve('@tensorflow/tfjs-node');
  } catch {
    return undefined;
  }
})();
const WITHOUT_NATIVE = '@tensorflow/tfjs-node is not installed; tools/reference/tfjs-node tells how to run this test';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-cli-train-'));
  file = join(folder, 'train.json');
  await writeFile(file, JSON.stringify(TINY_TRAINING));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface TrainEnd {
  code: number | null;
  signal: string | null;
}

interface TrainProcess {
  /** Kills the process with SIGKILL once a line of its output says so. */
  killWhen?: (line: Line) => boolean;
  flags?: string[];
  nodeFlags?: string[];
}

/** Runs `tldr-rm train` in a process of its own. */
async function train(
  out: string,
  { killWhen = () => false, flags = [], nodeFlags = [] }: TrainProcess = {},
): Promise<TrainEnd & { stderr: string }> {
  const child = spawn(process.execPath, [...nodeFlags, binary, 'train', '--config', file, '--out', out, '--json', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let pending = '';
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (pending + chunk.toString()).split('\n');
    pending = lines.pop()!;
    for (const line of lines) if (line.startsWith('{"step"') && killWhen(JSON.parse(line) as Line)) child.kill('SIGKILL');
  });
  const end = await new Promise<TrainEnd>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  if (end.code !== 0 && end.signal !== 'SIGKILL') throw new Error(`tldr-rm train ended with ${end.code}:\n${problems}`);
  return { ...end, stderr: problems };
}

/** The lines of a run's log that are about steps. */
async function stepsOf(out: string): Promise<Line[]> {
  const lines = (await readFile(join(out, 'log.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line).filter((line) => !line.event);
}

/** Makes a folder of modules, for NODE_PATH, that holds one package. */
async function modulesWith(name: string, program: string, files: Record<string, string> = {}): Promise<string> {
  const modules = await mkdtemp(join(folder, 'modules-'));
  await mkdir(join(modules, name), { recursive: true });
  for (const [path, content] of Object.entries({ ...files, 'index.js': program })) await writeFile(join(modules, name, path), content);
  return modules;
}

/** Starts a run in a process that finds modules in a folder as well. */
async function runWith(modules: string, backend: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [binary, 'train', '--config', file, '--out', join(folder, 'never'), '--backend', backend], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_PATH: modules },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

async function expectSameLosses(out: string, expectedOut: string, tolerance: number): Promise<void> {
  const [actual, expected] = await Promise.all([stepsOf(out), stepsOf(expectedOut)]);
  expect(actual.map((line) => line.step)).toEqual(expected.map((line) => line.step));
  for (const [index, line] of actual.entries()) expect(Math.abs(line.loss! - expected[index]!.loss!)).toBeLessThan(tolerance);
}

describe('tldr-rm train', () => {
  it('killed with SIGKILL and started again, gives the losses of an uninterrupted run and loses no step', async () => {
    const whole = join(folder, 'whole');
    const killed = join(folder, 'killed');
    expect(await train(whole)).toMatchObject({ code: 0, signal: null });
    expect((await train(killed, { killWhen: (line) => line.step === 5 })).signal).toBe('SIGKILL');
    expect((await stepsOf(killed)).length).toBeLessThan(TINY_TRAINING.training.steps);
    expect(await train(killed)).toMatchObject({ code: 0, signal: null });

    expect((await stepsOf(killed)).map((line) => line.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await expectSameLosses(killed, whole, 1e-5);
  });

  it('ends with 2 on a number of steps that is none', async () => {
    for (const steps of ['', '0', '1.5']) {
      const result = await runCli('train', '--config', file, '--out', join(folder, 'never'), '--steps', steps);
      expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('whole number of at least 1') });
    }
  });

  it('ends with 2 where its folder cannot be made, or its tokenizer cannot be read', async () => {
    expect(await runCli('train', '--config', file, '--out', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('SAME_FILE') });
    const taken = join(folder, 'taken');
    await writeFile(taken, '');
    expect(await runCli('train', '--config', file, '--out', taken)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`OUTPUT_UNWRITABLE: ${taken}: cannot be written`),
    });
    const other = join(folder, 'other.json');
    await writeFile(other, JSON.stringify({ ...TINY_TRAINING, tokenizer: { file: join(folder, 'nowhere.json') } }));
    expect(await runCli('train', '--config', other, '--out', join(folder, 'untrained'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/TOKENIZER_UNREADABLE.*nowhere\.json/),
    });
  });
});

describe('tldr-rm train --provider', () => {
  it('says in one line where the machine lacks it, and trains on the processor', async () => {
    const missing = process.platform === 'darwin' ? 'cuda' : 'coreml';
    const { code, stderr } = await train(join(folder, 'provider'), { flags: ['--provider', missing, '--steps', '2'] });
    expect(code).toBe(0);
    expect(stderr.match(/execution provider '\w+' is not available, computing on 'cpu' instead/g)).toHaveLength(1);
    expect((await stepsOf(join(folder, 'provider'))).map(({ step }) => step)).toEqual([1, 2]);
  });

  it('ends with 2 beside a backend that has none', async () => {
    const result = await runCli('train', '--config', file, '--backend', 'node', '--provider', 'webgpu');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('--provider: webgpu goes with the backend "ort" alone') });
  });
});

describe('tldr-rm train --backend', () => {
  it('ends with 2 on a backend that is none', async () => {
    const result = await runCli('train', '--config', file, '--backend', 'webgl');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('Allowed choices are ort, node, node-gpu.') });
  });

  it('ends with 2 where the package is missing, before it makes the folder of the run', async ({ skip }) => {
    skip(native !== undefined, 'the package is installed');
    const out = join(folder, 'without-package');
    const result = await runCli('train', '--config', file, '--out', out, '--backend', 'node');
    expect(result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('BACKEND_NOT_INSTALLED: @tensorflow/tfjs-node is not installed'),
    });
    await expect(access(out)).rejects.toThrow();
  });

  it('ends with 1 where the native library does not load, with the reason and what to do', async ({ skip }) => {
    skip(native !== undefined, 'the package is installed');
    const modules = await modulesWith('@tensorflow/tfjs-node', "require('./binding.node');", { 'binding.node': 'no library' });
    const result = await runWith(modules, 'node');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/BACKEND_LOAD_FAILED: .*@tensorflow\/tfjs-node is installed but does not load: .*binding\.node/);
    expect(result.stderr).toContain('npm rebuild @tensorflow/tfjs-node');
  });

  it('ends with 1 where the package loads and registers nothing', async ({ skip }) => {
    skip(native !== undefined, 'the package is installed');
    const result = await runWith(await modulesWith('@tensorflow/tfjs-node', ''), 'node');
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining("registered no backend 'tensorflow'") });
  });

  it('ends with 1 where TensorFlow finds no GPU', async ({ skip }) => {
    skip(native === undefined, WITHOUT_NATIVE);
    // The package for the processor, under the name of the one for GPUs.
    const modules = await modulesWith('@tensorflow/tfjs-node-gpu', `require(${JSON.stringify(native)});`);
    expect(await runWith(modules, 'node-gpu')).toMatchObject({ code: 1, stderr: expect.stringContaining('GPU_MISSING') });
  });

  it('node gives the losses of ort, also on a Node that has lost what tfjs-node calls', async ({ skip }) => {
    skip(native === undefined, WITHOUT_NATIVE);
    const [ort, node] = [join(folder, 'on-ort'), join(folder, 'on-node')];
    const newerNode = 'data:text/javascript,import util from "node:util"; delete util.isNullOrUndefined; delete util.isArray;';
    await train(ort);
    await train(node, { flags: ['--backend', 'node'], nodeFlags: ['--import', newerNode] });
    await expectSameLosses(node, ort, 1e-4);
  });

  it('a run that was killed on node goes on on ort', async ({ skip }) => {
    skip(native === undefined, WITHOUT_NATIVE);
    const [ort, mixed] = [join(folder, 'all-on-ort'), join(folder, 'on-both')];
    await train(ort);
    expect((await train(mixed, { flags: ['--backend', 'node'], killWhen: (line) => line.step === 5 })).signal).toBe('SIGKILL');
    await train(mixed);
    await expectSameLosses(mixed, ort, 1e-4);
  });
});
