/**
 * Times a training step of the same decoder on backend `ort` and in PyTorch, in turn, and prints medians and ratios.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/train-step.ts --python PYTHON [--rounds 6] [--modes eager,compile,bf16]`,
 * where PYTHON is an interpreter that has torch.
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { ortStatistics, setOrtOptions } from '@tldr-rm/tfjs-ort';
import { SHAPE } from './train-step/decoder';
import { OrtTrainer } from './train-step/ort-trainer';
import { TorchTrainer } from './train-step/torch-trainer';

/** Long enough for the worker threads of the one that just ran to go to sleep. */
const PAUSE_MS = 500;

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    steps: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    modes: { type: 'string', default: 'eager' },
  },
});

const python = values.python;
if (python === undefined || !existsSync(python)) {
  console.error(`Give the Python interpreter that has torch: --python PATH${python === undefined ? '' : ` ('${python}' does not exist)`}`);
  process.exit(2);
}

const threads = Number(values.threads);
const steps = Number(values.steps);
setOrtOptions({ intraOpThreads: threads });
await tf.setBackend('ort');
const ort = new OrtTrainer();
await ort.time(3);
const contestants: { name: string; time: (steps: number) => Promise<number[]>; seconds: number[] }[] = [
  { name: 'tfjs-ort f32', time: (count) => ort.time(count), seconds: [] },
];
const torches: TorchTrainer[] = [];
for (const mode of values.modes.split(',')) {
  const torch = await TorchTrainer.start(python, mode, threads).catch((error: Error) => {
    console.error(error.message);
    process.exit(2);
  });
  torches.push(torch);
  contestants.push({
    name: `PyTorch ${torch.version} ${mode}${mode === 'bf16' ? ' autocast' : ' f32'}`,
    time: (count) => torch.time(count),
    seconds: [],
  });
}
for (let round = 0; round < Number(values.rounds); round++) {
  for (const contestant of contestants) {
    await sleep(PAUSE_MS);
    contestant.seconds.push(...(await contestant.time(steps)));
  }
}
for (const torch of torches) torch.stop();

const median = (seconds: number[]) => seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)]!;
const reference = median(contestants[0]!.seconds);
const { width, layers, heads, vocabulary, batch, length } = SHAPE;
console.log(`${cpus()[0]!.model}, ${cpus().length} CPUs, ${threads} threads`);
console.log(`decoder: width ${width}, ${layers} layers, ${heads} heads, vocabulary ${vocabulary}, batch ${batch} x ${length} tokens`);
for (const { name, seconds } of contestants) {
  const middle = median(seconds);
  const range = `${Math.min(...seconds).toFixed(3)} to ${Math.max(...seconds).toFixed(3)}`;
  console.log(
    `${name.padEnd(36)} median ${middle.toFixed(3)} s (${range}, ${seconds.length} steps)  tfjs-ort / this: ${(reference / middle).toFixed(2)}`,
  );
}
console.log('tfjs-ort:', ortStatistics());
