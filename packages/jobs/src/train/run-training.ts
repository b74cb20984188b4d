import { mkdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { unwritable } from '@tldr-rm/files';
import type { Checkpoint, TrainingBackend, TrainOptions, TrainResult } from '@tldr-rm/model';
import { InputError } from '@tldr-rm/schema';
import type { Provider } from '@tldr-rm/tfjs-ort';
import { validationFigures } from '../evaluate/validation-figures';
import { makeTokenizer, openTrainingData } from './data/open-training-data';
import { readTrainFile } from './data/train-file';
import { reportTraining } from './report-training';

export interface RunTrainingOptions {
  /** The config file. */
  config: string;
  /** Folder of the run, instead of the config's `out`. */
  out?: string;
  /** Folder that the `out` and `start` of the config are in, where they are relative; by default the working directory. */
  root?: string;
  /** Number of steps, instead of the config's. */
  steps?: number;
  backend: TrainingBackend;
  provider?: Provider;
  /** Print each log line to stdout as JSON instead of showing progress. */
  json?: boolean;
}

/**
 * Trains as a config says, or goes on from the newest checkpoint of its run. SIGINT and SIGTERM end it after the step with a checkpoint.
 *
 * @throws {InputError} if the config, its start or its data cannot be used.
 */
export async function runTraining(options: RunTrainingOptions): Promise<TrainResult> {
  const { config, root = '.', steps, backend, provider, json = false } = options;
  const [
    { averageCheckpoints, changeModel, parseModelConfig, loadCheckpoint, latestCheckpoint, train, gridSize, selectBackend },
    { setOrtOptions },
  ] = await Promise.all([import('@tldr-rm/model'), import('@tldr-rm/tfjs-ort')]);
  const file = await readTrainFile(config);
  const fromRoot = (path: string): string => (isAbsolute(path) ? path : join(root, path));
  if (provider !== undefined && backend !== 'ort') {
    throw new InputError('USAGE', `--provider ${provider} goes with --backend ort alone, not with ${backend}.`);
  }
  await selectBackend(backend);
  if (provider !== undefined) setOrtOptions({ provider });
  const training = { ...file.training, ...(steps !== undefined && { steps }) };
  const out = options.out ?? fromRoot(file.out);
  await mkdir(out, { recursive: true }).catch(unwritable(out));
  const newest = await latestCheckpoint(out);
  const loadStart = async (folders: readonly string[]): Promise<Checkpoint> =>
    averageCheckpoints(await Promise.all(folders.map((folder) => loadCheckpoint(fromRoot(folder)))));
  const start: TrainOptions['start'] = newest
    ? await loadCheckpoint(newest)
    : file.start
      ? changeModel(await loadStart([file.start].flat()), file.change ?? {}, training.seed)
      : { config: parseModelConfig(file.model), tokenizer: await makeTokenizer(file) };
  const grid = gridSize(start.config);
  const data = await openTrainingData(file, 'train', grid, start.config.imageSize);
  const validation = await openTrainingData(file, 'validation', grid, start.config.imageSize);
  const batches = Math.max(1, Math.round(file.validationImages / file.data.imagesPerBatch));

  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (newest) process.stderr.write(`going on from ${newest}\n`);
  const report = await reportTraining('trainer' in start ? (start.trainer?.step ?? 0) : 0, training.steps, json);
  try {
    return await train({
      training,
      data: data!,
      out,
      start,
      signal: controller.signal,
      onLog: (entry) => report.show(entry),
      ...(validation && { evaluate: (model) => validationFigures(model, validation, batches) }),
    });
  } finally {
    report.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
