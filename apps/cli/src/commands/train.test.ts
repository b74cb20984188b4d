import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

const binary = fileURLToPath(new URL('../../bin/tldr-rm.js', import.meta.url));
const batchKind = { share: 1, pairs: 1 };
const config = {
  out: '',
  model: {
    architecture: 'tldr-vlm',
    imageSize: 128,
    vision: { patchSize: 8, stemWidths: [8, 16, 16], hiddenSize: 16, layers: 1, heads: 2, mlpSize: 24 },
    decoder: { vocabularySize: 400, hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, mlpSize: 24, ropeBase: 10000 },
    normEpsilon: 0.00001,
  },
  tokenizer: { texts: 300 },
  training: {
    seed: 3,
    steps: 8,
    lengths: [64, 160],
    loss: { reward: 1, language: 0.5, patches: 0 },
    learningRate: { peak: 0.003, warmupSteps: 2 },
    checkpointEvery: 3,
    evaluateEvery: 8,
  },
  data: { kind: 'scenes', seed: 3, imagesPerBatch: 2, batches: { answers: batchKind, shortCaptions: batchKind, longCaptions: batchKind } },
  validationImages: 8,
};

interface Line {
  step: number;
  loss?: number;
  event?: string;
}

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-cli-train-'));
  file = join(folder, 'train.json');
  await writeFile(file, JSON.stringify(config));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `tldr-rm train` in a process of its own; kills it with SIGKILL once a line of its output says so. */
async function train(
  out: string,
  killWhen: (line: Line) => boolean = () => false,
): Promise<{ code: number | null; signal: string | null }> {
  const child = spawn(process.execPath, [binary, 'train', '--config', file, '--out', out, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
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
  const end = await new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  if (end.code !== 0 && end.signal !== 'SIGKILL') throw new Error(`tldr-rm train ended with ${end.code}:\n${problems}`);
  return end;
}

async function losses(out: string): Promise<Line[]> {
  const lines = (await readFile(join(out, 'log.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

describe('tldr-rm train', () => {
  it('killed with SIGKILL and started again, gives the losses of an uninterrupted run and loses no step', async () => {
    const whole = join(folder, 'whole');
    const killed = join(folder, 'killed');
    expect(await train(whole)).toEqual({ code: 0, signal: null });
    expect((await train(killed, (line) => line.step === 5)).signal).toBe('SIGKILL');
    expect((await losses(killed)).filter((line) => !line.event).length).toBeLessThan(config.training.steps);
    expect(await train(killed)).toEqual({ code: 0, signal: null });

    const expected = (await losses(whole)).filter((line) => !line.event);
    const actual = (await losses(killed)).filter((line) => !line.event);
    expect(actual.map((line) => line.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [index, line] of actual.entries()) expect(Math.abs(line.loss! - expected[index]!.loss!)).toBeLessThan(1e-5);
  });

  it('ends with 2 on a number of steps that is none', async () => {
    for (const steps of ['', '0', '1.5']) {
      const result = await runCli('train', '--config', file, '--out', join(folder, 'never'), '--steps', steps);
      expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('whole number of at least 1') });
    }
  });

  it('ends with 2 where its folder cannot be made, or its tokenizer cannot be read', async () => {
    expect(await runCli('train', '--config', file, '--out', file)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`OUTPUT_UNWRITABLE: ${file}: cannot be written`),
    });
    const other = join(folder, 'other.json');
    await writeFile(other, JSON.stringify({ ...config, tokenizer: { file: join(folder, 'nowhere.json') } }));
    expect(await runCli('train', '--config', other, '--out', join(folder, 'untrained'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/TOKENIZER_UNREADABLE.*nowhere\.json/),
    });
  });
});
