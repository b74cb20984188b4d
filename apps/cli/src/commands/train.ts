import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEntry, TrainingBackend, TrainingData, TrainOptions } from '@tldr-rm/model';
import { InputError } from '@tldr-rm/schema';
import type { Provider } from '@tldr-rm/tfjs-ort';
import { type Command, Option } from 'commander';
import { validationFigures } from '../evaluate/validation-figures';
import { unwritable } from '../files/unwritable';
import { formatDuration, startProgress } from '../terminal/progress';
import type { TrainFile } from '../training-data/train-file';
import { parseCount } from './option-parsers';

interface TrainFlags {
  config: string;
  out?: string;
  steps?: number;
  backend: TrainingBackend;
  provider?: Provider;
  json?: boolean;
}

/** Backends and providers by name. They stand here too so that help needs no TensorFlow.js. */
const BACKENDS: readonly TrainingBackend[] = ['ort', 'node', 'node-gpu'];
const PROVIDERS: readonly Provider[] = ['cpu', 'webgpu', 'cuda', 'coreml'];

/** `tldr-rm train`: trains a detector, resuming where an earlier run of the same folder stopped. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .description('Train a detector. A run that was interrupted goes on from its newest checkpoint.')
    .requiredOption('--config <file>', 'training config (JSON)')
    .option('--out <folder>', 'folder of the run, instead of the one in the config')
    .option('--steps <count>', 'number of steps, instead of the one in the config', parseCount)
    .addOption(
      new Option('--backend <name>', 'what computes: ONNX Runtime, or TensorFlow by an optional package').choices(BACKENDS).default('ort'),
    )
    .addOption(new Option('--provider <name>', 'what ONNX Runtime computes on (default: cpu); only with --backend ort').choices(PROVIDERS))
    .option('--json', 'print each log line as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm train --config models/scenes-tiny/train-5-all.json
  $ tldr-rm train --config my-run.json --out runs/second --steps 2000
  $ tldr-rm train --config my-run.json --provider webgpu
  $ npm install @tensorflow/tfjs-node-gpu && tldr-rm train --config my-run.json --backend node-gpu

Backend ort needs nothing else; provider webgpu is a GPU through Vulkan, Metal or DirectX, and where there is none one line says so and the processor computes. node and node-gpu need @tensorflow/tfjs-node and @tensorflow/tfjs-node-gpu, which download libtensorflow when they are
installed; node-gpu also an NVIDIA GPU with CUDA 11.2 and cuDNN 8.1. A run may go on with another backend than it began with.

The run's folder holds log.jsonl (losses of every step, figures of every evaluation) and the newest checkpoints.
Stop with Ctrl-C: the step is finished and a checkpoint written. The same command goes on from there.`,
    )
    .action(async (flags: TrainFlags) => {
      await runTraining(flags);
    });
}

async function runTraining(flags: TrainFlags): Promise<void> {
  const [{ readTrainFile }, { parseModelConfig, loadCheckpoint, latestCheckpoint, train, gridSize, selectBackend }, { setOrtOptions }] =
    await Promise.all([import('../training-data/train-file'), import('@tldr-rm/model'), import('@tldr-rm/tfjs-ort')]);
  const file = await readTrainFile(flags.config);
  if (flags.provider !== undefined && flags.backend !== 'ort') {
    throw new InputError('USAGE', `--provider ${flags.provider} goes with --backend ort alone, not with ${flags.backend}.`);
  }
  await selectBackend(flags.backend);
  if (flags.provider !== undefined) setOrtOptions({ provider: flags.provider });
  const training = { ...file.training, ...(flags.steps !== undefined && { steps: flags.steps }) };
  const out = flags.out ?? file.out;
  await mkdir(out, { recursive: true }).catch(unwritable(out));
  const newest = await latestCheckpoint(out);
  const start: TrainOptions['start'] = newest
    ? await loadCheckpoint(newest)
    : file.start
      ? { ...(await loadCheckpoint(file.start)), trainer: undefined }
      : { config: parseModelConfig(file.model), tokenizer: await makeTokenizer(file) };
  const data = await openData(file, 'train', gridSize(start.config), start.config.imageSize);
  const validation = await openData(file, 'validation', gridSize(start.config), start.config.imageSize);
  const batches = Math.max(1, Math.round(file.validationImages / file.data.imagesPerBatch));

  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (newest) process.stderr.write(`going on from ${newest}\n`);
  const report = await startReport(start && 'trainer' in start ? (start.trainer?.step ?? 0) : 0, training.steps, flags.json === true);
  try {
    const result = await train({
      training,
      data: data!,
      out,
      start,
      signal: controller.signal,
      onLog: (entry) => report.show(entry),
      ...(validation && { evaluate: (model) => validationFigures(model, validation, batches) }),
    });
    report.stop();
    const summary = { checkpoint: result.checkpoint, step: result.step, finished: result.finished };
    process.stdout.write(
      flags.json
        ? `${JSON.stringify(summary)}\n`
        : `${result.finished ? 'finished' : 'stopped'} at step ${result.step}: ${result.checkpoint}\n`,
    );
  } finally {
    report.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function openData(
  file: TrainFile,
  split: 'train' | 'validation',
  grid: number,
  imageSize: number,
): Promise<TrainingData | undefined> {
  if (file.data.kind === 'scenes') {
    const { scenesData } = await import('../training-data/scenes-data');
    return scenesData(file.data, { split, grid });
  }
  const { assertDisjointImages, jsonlData } = await import('../training-data/jsonl-data');
  if (split === 'train') return jsonlData(file.data, imageSize);
  if (!file.data.validation) return undefined;
  await assertDisjointImages(file.data.train, file.data.validation);
  return jsonlData(file.data, imageSize, file.data.validation);
}

async function makeTokenizer(file: TrainFile): Promise<string> {
  if (file.tokenizer && 'file' in file.tokenizer) return readTokenizer(file.tokenizer.file);
  const [{ trainBytePairTokenizer }, { SPECIAL_TOKENS }] = await Promise.all([import('@tldr-rm/align'), import('@tldr-rm/model')]);
  const texts = await tokenizerTexts(file);
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-'));
  try {
    const path = join(folder, 'tokenizer.json');
    await trainBytePairTokenizer(texts, { vocabularySize: file.model!.decoder.vocabularySize, specialTokens: [...SPECIAL_TOKENS], path });
    return await readFile(path, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readTokenizer(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError('TOKENIZER_UNREADABLE', `${path}: cannot be read (${error.message}). The config names it as its tokenizer.`, {
      cause: error,
    });
  });
}

async function tokenizerTexts(file: TrainFile): Promise<string[]> {
  if (file.data.kind === 'scenes') {
    const { scenesTexts } = await import('../training-data/scenes-data');
    const count = file.tokenizer && 'texts' in file.tokenizer ? file.tokenizer.texts : 20_000;
    return [...scenesTexts(file.data.seed, count)];
  }
  const { readImageTexts } = await import('../training-data/jsonl-data');
  return [...(await readImageTexts(file.data.train)).values()].flat().flatMap(({ prompt, response }) => [prompt, response]);
}

/** Steps between two lines of losses where there is no bar to show them. */
const LINE_EVERY = 10;

/** What a log entry looks like to people: figures of an evaluation, or losses of a step. */
function describeEntry(entry: LogEntry): string {
  const number = (value: unknown): string => (typeof value === 'number' ? value.toFixed(3) : '-');
  const names =
    entry.event === 'evaluation'
      ? Object.keys(entry).filter((name) => !['step', 'event', 'seconds'].includes(name))
      : ['loss', 'reward', 'language', 'patches', 'alignment'].filter((name) => name in entry);
  return names.map((name) => `${name} ${number(entry[name])}`).join(', ');
}

/** Shows a training run: a bar with the losses on a terminal, now and then a line elsewhere, every entry as JSON where that is asked for. */
async function startReport(firstStep: number, steps: number, json: boolean): Promise<{ show(entry: LogEntry): void; stop(): void }> {
  if (json) return { show: (entry) => void process.stdout.write(`${JSON.stringify(entry)}\n`), stop: () => undefined };
  const progress = await startProgress({ label: 'training', unit: 'steps', total: steps, done: firstStep });
  const startedAt = performance.now();
  const show = (entry: LogEntry): void => {
    if (entry.event === 'evaluation') {
      progress.say(`step ${entry.step}: ${describeEntry(entry)}`);
      return;
    }
    progress.advance(1, describeEntry(entry));
    if (process.stderr.isTTY || (entry.step % LINE_EVERY !== 0 && entry.step !== steps)) return;
    const secondsLeft = ((steps - entry.step) * (performance.now() - startedAt)) / 1000 / (entry.step - firstStep);
    progress.say(`step ${entry.step}/${steps}: ${describeEntry(entry)}, ${formatDuration(secondsLeft)} left`);
  };
  return { show, stop: () => progress.stop() };
}
