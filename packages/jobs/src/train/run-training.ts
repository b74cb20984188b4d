import { mkdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { unwritable } from '@tldr-rm/files';
import type { Checkpoint, LogEntry, TrainOptions, TrainResult } from '@tldr-rm/model';
import { validationFigures } from '../evaluate/validation-figures';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import { makeTokenizer, openTrainingData } from './data/open-training-data';
import { readTrainFile } from './data/train-file';
import { assertSameRun, writeRunIdentity } from './run-identity';
import type { TrainSpec } from './train-spec';

/**
 * Trains as a config says, or goes on from the newest checkpoint of its run. A signal ends it after the step with a checkpoint.
 *
 * @throws {ResumeError} if the folder holds a run of another config.
 * @throws {InterruptedError} if the signal came.
 * @throws {InputError} if the config, its start or its data cannot be used.
 */
export async function runTraining(spec: TrainSpec, { signal, onProgress, onNotice }: OpenedContext): Promise<TrainResult> {
  const { config, root, steps, backend, provider } = spec;
  const [
    { averageCheckpoints, changeModel, parseModelConfig, loadCheckpoint, latestCheckpoint, train, gridSize, selectBackend },
    { setOrtOptions },
  ] = await Promise.all([import('@tldr-rm/model'), import('@tldr-rm/tfjs-ort')]);
  const file = await readTrainFile(config);
  const fromRoot = (path: string): string => (isAbsolute(path) ? path : join(root, path));
  if (provider !== undefined && backend !== 'ort') {
    throw new SpecError('provider', `${provider} goes with the backend "ort" alone, not with "${backend}".`);
  }
  await selectBackend(backend);
  if (provider !== undefined) setOrtOptions({ provider });
  const training = { ...file.training, ...(steps !== undefined && { steps }) };
  const out = spec.output ?? fromRoot(file.out);
  await assertSameRun(out, file);
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
