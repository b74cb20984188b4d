/**
 * Times a training step and a forward pass of the same decoder on backend `ort`, in PyTorch and against the speed of matrix products alone, in turn, and prints medians and
 * ratios.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/train-step.ts [--python PYTHON] [--modes eager,compile,bf16] [--native node] [--rounds 6] [--cpu]`,
 * where PYTHON is an interpreter that has torch; without it the rows of PyTorch are left out. `--native` adds native TensorFlow.js (`node` or `node-gpu`: the packages are
 * optional, see `tools/reference/tfjs-node`), `--cpu` TensorFlow.js' backend `cpu`, on one row of the batch, which takes a minute.
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { selectBackend, TRAINING_BACKENDS } from '@tldr-rm/model';
import { ortStatistics, setOrtOptions } from '@tldr-rm/tfjs-ort';
import { median, range } from './median';
import { TorchProcess } from './torch-process';
import { forwardOperations, SHAPE } from './train-step/decoder';
import { DecoderTrainer } from './train-step/decoder-trainer';
import { Roofline } from './train-step/roofline';

/** Long enough for the worker threads of the one that just ran to go to sleep. */
const PAUSE_MS = 500;

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    steps: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    modes: { type: 'string', default: 'eager' },
    native: { type: 'string' },
    cpu: { type: 'boolean', default: false },
  },
});
const { python } = values;
if (python !== undefined && !existsSync(python)) {
  console.error(`--python ${python}: there is no such file; give the Python interpreter that has torch.`);
  process.exit(2);
}
const native = TRAINING_BACKENDS.find((backend) => backend !== 'ort' && backend === values.native);
if (values.native !== undefined && native === undefined) {
  console.error(`--native ${values.native}: give node or node-gpu.`);
  process.exit(2);
}

const threads = Number(values.threads);
const count = Number(values.steps);
setOrtOptions({ intraOpThreads: threads });
await tf.setBackend('ort');

interface Row {
  name: string;
  /** Seconds, or operations a second, of some runs. */
  measure: (count: number) => Promise<number[]>;
  measured: number[];
}
const row = (name: string, measure: Row['measure']): Row => ({ name, measure, measured: [] });

const trainer = new DecoderTrainer();
const roofline = new Roofline();
const products = row('matrix products alone', (runs) => roofline.rates(runs));
const step = row('tfjs-ort f32, captured', (runs) => trainer.timeSteps(runs));
const recorded = row('tfjs-ort f32, recorded every time', (runs) => trainer.timeRecordedSteps(runs));
const forward = row('tfjs-ort f32', (runs) => trainer.timeForward(runs));
const steps = [step, recorded];
const forwards = [forward];
const torches: TorchProcess[] = [];
for (const mode of python === undefined ? [] : values.modes.split(',')) {
  const torch = await TorchProcess.start(python!, 'train-step/train_step.py', ['--mode', mode, '--threads', String(threads)]).catch(
    (error: Error) => {
      console.error(error.message);
      process.exit(2);
    },
  );
  torches.push(torch);
  const name = `PyTorch ${torch.version} ${mode}${mode === 'bf16' ? ' autocast' : ' f32'}`;
  steps.push(row(name, (runs) => torch.time('step', runs)));
  forwards.push(row(name, (runs) => torch.time('forward', runs)));
}
if (native !== undefined) {
  await selectBackend(native);
  const backend = tf.getBackend();
  const rival = new DecoderTrainer();
  await tf.setBackend('ort');
  const name = `@tensorflow/tfjs-${native} f32`;
  const timed = (measure: Row['measure']) => row(name, (runs) => onBackend(backend, () => measure(runs)));
  const [nativeStep, nativeForward] = [timed((runs) => rival.timeSteps(runs)), timed((runs) => rival.timeForward(runs))];
  for (const { measure } of [nativeStep, nativeForward]) await measure(3);
  steps.push(nativeStep);
  forwards.push(nativeForward);
}
const rows = [products, ...steps, ...forwards];
for (const { measure } of [products, step, recorded, forward]) await measure(3);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { measure, measured } of rows) {
    await sleep(PAUSE_MS);
    measured.push(...(await measure(count)));
  }
}
for (const torch of torches) torch.stop();

const { width, layers, heads, vocabulary, batch, length } = SHAPE;
console.log(`${cpus()[0]!.model}, ${cpus().length} CPUs, ${threads} threads`);
console.log(`decoder: width ${width}, ${layers} layers, ${heads} heads, vocabulary ${vocabulary}, batch ${batch} x ${length} tokens`);
const rate = median(products.measured);
console.log(
  `${products.name}: ${(rate / 1e9).toFixed(0)} GFLOPS (${range(
    products.measured.map((value) => value / 1e9),
    0,
  )})`,
);
printRows('training step', steps, (3 * forwardOperations(batch)) / rate);
printRows('forward pass', forwards, forwardOperations(batch) / rate);
trainer.dispose();
if (values.cpu) await compareWithCpu();
console.log('tfjs-ort:', ortStatistics());

async function onBackend<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  await tf.setBackend(name);
  const result = await run();
  await tf.setBackend('ort');
  return result;
}

function printRows(title: string, entries: readonly Row[], bound: number): void {
  const [first] = entries;
  console.log(`${title} (its matrix products alone: ${bound.toFixed(3)} s)`);
  for (const { name, measured } of entries) {
    const middle = median(measured);
    const ratios = `ours / this: ${(median(first!.measured) / middle).toFixed(2)}, ${((100 * bound) / middle).toFixed(0)} % of the bound`;
    console.log(`  ${name.padEnd(36)} median ${middle.toFixed(3)} s (${range(measured, 3)}, ${measured.length} runs)  ${ratios}`);
  }
}

/** A step on one row of the batch, on both backends: the whole batch would take the CPU backend half an hour. */
async function compareWithCpu(): Promise<void> {
  const small = new DecoderTrainer(1);
  await small.timeSteps(3);
  const ort = median(await small.timeSteps(5));
  small.dispose();
  await tf.setBackend('cpu');
  const slow = new DecoderTrainer(1);
  const cpu = median(await slow.timeSteps(2));
  slow.dispose();
  console.log(
    `training step of 1 x ${length} tokens: backend cpu ${cpu.toFixed(2)} s, ort ${ort.toFixed(3)} s: ${(cpu / ort).toFixed(0)} times faster`,
  );
}
