/**
 * Perturbs a long file with the built command line, in one go and killed half way, and prints throughput, peak memory and whether both give the same file.
 *
 * From this folder, after `pnpm build`, on Linux: `node --conditions=@tldr-rm/source --import tsx src/perturb-stream.ts [--lines 1000000] [--folder FOLDER]`. A million
 * lines take 5 GB in FOLDER (default: a temporary one), which are removed at the end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '@tldr-rm/random';
import { describeScene, sampleScene } from '@tldr-rm/scenes';

/** Texts that differ; lines beyond repeat them under other ids. */
const DISTINCT = 5000;

const POLL_MS = 50;

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, folder: { type: 'string', default: tmpdir() } },
});
const lines = Number(values.lines);
const binary = fileURLToPath(new URL('../../../apps/cli/bin/tldr-rm.js', import.meta.url));
const folder = await mkdtemp(join(values.folder, 'tldr-rm-bench-'));
const [input, whole, torn] = [join(folder, 'samples.jsonl'), join(folder, 'whole.jsonl'), join(folder, 'torn.jsonl')];

interface Run {
  seconds: number;
  peakMegabytes: number;
  /** Seconds until a state with more samples than before was written. */
  secondsToState: number;
}

/** Runs the command to its end, or kills it once it has done so many samples. */
async function perturb(output: string, killAt = Number.POSITIVE_INFINITY): Promise<Run> {
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const before = await samplesDone(output);
  const child = spawn(process.execPath, [binary, 'perturb', '--in', input, '--out', output, '--seed', '1'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = once(child, 'close');
  let peakMegabytes = 0;
  let secondsToState = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peakMegabytes = Math.max(peakMegabytes, await peakOf(child));
    const done = await samplesDone(output);
    if (secondsToState === 0 && done > before) secondsToState = seconds();
    if (done >= killAt) child.kill('SIGKILL');
    await sleep(POLL_MS);
  }
  await closed;
  if (child.signalCode === null && child.exitCode !== 0) throw new Error(`the command ended with ${child.exitCode}`);
  return { seconds: seconds(), peakMegabytes, secondsToState };
}

async function samplesDone(output: string): Promise<number> {
  const state = await readFile(`${output}.state.json`, 'utf8').catch(() => '{"samples":0}');
  return (JSON.parse(state) as { samples: number }).samples;
}

/** Most memory that a process has had in use, as Linux counts it. */
async function peakOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1000;
}

async function writeInput(): Promise<number> {
  const texts = Array.from({ length: DISTINCT }, (_, index) => {
    const random = createRandom(`bench/${index}`);
    const scene = sampleScene(random, { split: 'train' });
    const { text, claims } = describeScene(scene, random);
    return JSON.stringify({ image: `images/${index}.png`, prompt: 'Describe the image.', response: text, scene, claims }).slice(1);
  });
  const file = createWriteStream(input, { highWaterMark: 1 << 20 });
  for (let line = 0; line < lines; line += 1) {
    if (!file.write(`{"id":"sample-${line}",${texts[line % DISTINCT]}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return file.bytesWritten;
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(chunk as Buffer);
  return digest.digest('hex');
}

const show = (name: string, { seconds, peakMegabytes }: Run, samples: number): void =>
  console.log(
    `${name.padEnd(28)} ${seconds.toFixed(1)} s, ${Math.round(samples / seconds)} lines/s, at most ${peakMegabytes.toFixed(0)} MB`,
  );

try {
  const bytes = await writeInput();
  console.log(`${lines} lines, ${(bytes / 1e6).toFixed(0)} MB`);
  show('in one go', await perturb(whole), lines);
  show('killed half way', await perturb(torn, lines / 2), lines / 2);
  const done = await samplesDone(torn);
  const resumed = await perturb(torn);
  show('the rest', resumed, lines - done);
  console.log(`reading ${done} finished lines again took ${resumed.secondsToState.toFixed(1)} s at most`);
  const same = (await digestOf(whole)) === (await digestOf(torn));
  console.log(same ? 'both files are the same' : 'THE FILES DIFFER');
  process.exitCode = same ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
