import { mkdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { lockOutput, unwritable } from '@tldr-rm/files';
import type { Checkpoint, LogEntry, TrainOptions, TrainResult } from '@tldr-rm/model';
import { validationFigures } from '../evaluate/validation-figures';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import { makeTokenizer, openTrainingData } from './data/open-training-data';
import { readTrainFile, type TrainFile } from './data/train-file';
import { assertSameRun, writeRunIdentity } from './run-identity';
import type { TrainSpec } from './train-spec';

/**
 * Trains as a config says, or goes on from the newest checkpoint of its run. A signal ends it after the step with a checkpoint.
 *
 * @throws {ResumeError} if the folder holds a run of another config.
 * @throws {InterruptedError} if the signal came.
 * @throws {InputError} if the config, its start or its data cannot be used.
 */
export async function runTraining(spec: TrainSpec, context: OpenedContext): Promise<TrainResult> {
  const file = await readTrainFile(spec.config);
  if (spec.output !== undefined) return trainInto(spec.output, file, spec, context);
  // A folder that only the config names is not locked yet.
  const out = fromRoot(spec, file.out);
  const lock = await lockOutput(out, { job: 'train' });
  try {
    return await trainInto(out, file, spec, context);
  } finally {
    await lock.release();
  }
}

async function trainInto(
  out: string,
  file: TrainFile,
  spec: TrainSpec,
  { signal, onProgress, onNotice }: OpenedContext,
): Promise<TrainResult> {
  const { steps, backend, provider } = spec;
  const [
    { averageCheckpoints, changeModel, parseModelConfig, loadCheckpoint, latestCheckpoint, train, gridSize, selectBackend },
    { setOrtOptions },
  ] = await Promise.all([import('@tldr-rm/model'), import('@tldr-rm/tfjs-ort')]);
  if (provider !== undefined && backend !== 'ort') {
    throw new SpecError('provider', `${provider} goes with the backend "ort" alone, not with "${backend}".`);
  }
  await selectBackend(backend);
  if (provider !== undefined) setOrtOptions({ provider });
  const training = { ...file.training, ...(steps !== undefined && { steps }) };
  await assertSameRun(out, file);
  const newest = await latestCheckpoint(out);
  const loadStart = async (folders: readonly string[]): Promise<Checkpoint> =>
    averageCheckpoints(await Promise.all(folders.map((folder) => loadCheckpoint(fromRoot(spec, folder)))));
  const start: TrainOptions['start'] = newest
    ? await loadCheckpoint(newest)
    : file.start
      ? changeModel(await loadStart([file.start].flat()), file.change ?? {}, training.seed)
      : { config: parseModelConfig(file.model), tokenizer: await makeTokenizer(file) };
  const grid = gridSize(start.config);
  const data = await openTrainingData(file, 'train', grid, start.config.imageSize);
  const validation = await openTrainingData(file, 'validation', grid, start.config.imageSize);
  const batches = Math.max(1, Math.round(file.validationImages / file.data.imagesPerBatch));

  await mkdir(out, { recursive: true }).catch(unwritable(out));
  await writeRunIdentity(out, file);
  const firstStep = 'trainer' in start ? (start.trainer?.step ?? 0) : 0;
  if (newest) onNotice({ code: 'GOING_ON', message: `going on from ${newest}` });
  let done = firstStep;
  const report = (entry?: LogEntry): void => {
    // An evaluation comes after its step, and is none itself.
    if (entry !== undefined && entry.event === undefined) done = entry.step;
    onProgress({ stage: 'training', unit: 'steps', total: training.steps, done, ...(entry && { figures: entry }) });
  };
  report();
  const result = await train({
    training,
    data: data!,
    out,
    start,
    signal,
    onLog: report,
    ...(validation && { evaluate: (model) => validationFigures(model, validation, batches) }),
  });
  if (!result.finished)
    throw new InterruptedError(`${result.checkpoint}: stopped after step ${result.step}. The same job goes on from there.`);
  return result;
}

/** A folder that the config names. */
function fromRoot({ root }: TrainSpec, path: string): string {
  return isAbsolute(path) ? path : join(root, path);
}
