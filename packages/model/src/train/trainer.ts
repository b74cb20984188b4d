import { join } from 'node:path';
import { loadTokenizer, type TextTokenizer } from '@tldr-rm/align';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { loadCheckpoint } from '../checkpoint/load-checkpoint';
import { checkpointName, latestCheckpoint, mendCheckpoints, pruneCheckpoints } from '../checkpoint/run-checkpoints';
import { saveCheckpoint } from '../checkpoint/save-checkpoint';
import type { ModelConfig } from '../config';
import { inputError, internalError } from '../errors';
import { initializeLora } from '../lora';
import { describeLora, isAdapter, isSameLora } from '../lora-config';
import { parameterShapes } from '../parameter-shapes';
import type { HostTensor } from '../weights/host-tensor';
import { initializeParameters } from '../weights/initialize-parameters';
import { Weights } from '../weights/weights';
import { AdamW } from './adamw';
import { learningRate } from './learning-rate';
import { type PackedBatch, type PatchTokens, packBatch, patchTokens } from './pack-batch';
import { type ScoreExamples, scoreExamples } from './score-examples';
import { type ScorePatches, scorePatches } from './score-patches';
import { type SpecialIds, specialIds } from './text-sequence';
import { TrainStep } from './train-step';
import type { TrainingConfig } from './training-config';
import type { TrainingData } from './training-data';
import { type LogEntry, TrainingLog } from './training-log';

/** The model as it stands during a run, for figures on validation data. */
export interface CurrentModel {
  scoreExamples: ScoreExamples;
  scorePatches: ScorePatches;
}

/** A training run. */
export interface TrainOptions {
  training: TrainingConfig;
  data: TrainingData;
  /** Folder of the run: checkpoints and log.jsonl. A run that was interrupted there goes on from its newest checkpoint. */
  out: string;
  /** What to start from when the folder has no checkpoint yet: a new model, or a checkpoint's parameters. */
  start: { config: ModelConfig; tokenizer: string } | Checkpoint;
  /** Figures on validation data, computed every `evaluateEvery` steps and at the end, and logged. */
  evaluate?: (model: CurrentModel) => Promise<Record<string, number>>;
  /** Called with every line that is logged. */
  onLog?: (entry: LogEntry) => void;
  /** Stops the run after the current step, with a checkpoint. */
  signal?: AbortSignal;
}

/** Result of a run. */
export interface TrainResult {
  /** Newest checkpoint folder. */
  checkpoint: string;
  step: number;
  finished: boolean;
}

/**
 * Trains a model: forward, TensorFlow.js gradients, AdamW with warm-up and cosine, checkpoints, log. The same seed, data and config give the same
 * losses, whether the run is interrupted or not.
 *
 * @throws {InputError} `ADAPTERS` if the model to start from has adapters and the config does not say the same of them; `BATCH_SHAPE`, `IMAGE_SHAPE`, `PATCH_COUNT` or `PATCH_CLASS` if a batch does not fit
 * the model; `NO_LOSS` or `TRAINABLE` if nothing would be learned; `OUTPUT_TAKEN` if a checkpoint cannot be written.
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`.
 * @throws {TldrError} `LOSS_NOT_FINITE` if the loss overflows.
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const { training, out } = options;
  await mendCheckpoints(out);
  const resumed = await latestCheckpoint(out);
  const checkpoint = prepareStart(resumed ? await loadCheckpoint(resumed) : options.start, training);
  if (resumed && !checkpoint.trainer)
    throw inputError('CHECKPOINT', `${resumed} has no trainer state; give another output folder to start from it`);
  const tokenizer = await loadTokenizer(checkpoint.tokenizer);
  const words = options.data.patchWords && (await patchTokens(options.data.patchWords, tokenizer));
  const run = new Run(options, checkpoint, tokenizer, words);
  try {
    await run.log.rewindTo(run.step);
    let newest = resumed;
    let upcoming = run.step < training.steps ? run.loadBatches(run.step) : undefined;
    while (run.step < training.steps && upcoming) {
      const batches = await upcoming;
      const computing = run.trainStep(batches);
      // The next batches are made while the processor works on these.
      upcoming = run.step + 1 < training.steps ? run.loadBatches(run.step + 1) : undefined;
      upcoming?.catch(() => undefined);
      await computing;
      const finished = run.step === training.steps;
      if (run.step % training.evaluateEvery === 0 || finished) await run.evaluate();
      const stopping = options.signal?.aborted;
      if (run.step % training.checkpointEvery === 0 || finished || stopping) newest = await run.save();
      if (stopping) break;
    }
    return { checkpoint: newest ?? (await run.save()), step: run.step, finished: run.step >= training.steps };
  } finally {
    run.dispose();
  }
}

/**
 * Starting parameters: drawn from the seed, or a checkpoint's, with adapters where the config asks for them.
 *
 * @throws {InputError} `ADAPTERS` if the checkpoint has adapters and the config does not say the same of them.
 */
function prepareStart(start: TrainOptions['start'], training: TrainingConfig): Checkpoint {
  if (!('parameters' in start)) {
    const parameters = initializeParameters(parameterShapes(start.config), training.seed);
    return { ...start, parameters: withAdapters(parameters, start.config, training), lora: training.lora };
  }
  if (!start.lora) return { ...start, parameters: withAdapters(start.parameters, start.config, training), lora: training.lora };
  if (!training.lora || !isSameLora(start.lora, training.lora)) {
    const asked = training.lora ? `asks for others (${describeLora(training.lora)})` : 'asks for none';
    throw inputError(
      'ADAPTERS',
      `The model to start from has LoRA adapters (${describeLora(start.lora)}), and the training config ${asked}, which would lose or rescale what they have learned. ` +
        'Give lora in the training config as the model has it, or start from a model without adapters.',
    );
  }
  return { ...start, parameters: new Map(start.parameters) };
}

/** The parameters with new adapters, where the config asks for adapters. */
function withAdapters(
  parameters: ReadonlyMap<string, HostTensor>,
  config: ModelConfig,
  { lora, seed }: TrainingConfig,
): Map<string, HostTensor> {
  return new Map([...parameters, ...(lora ? initializeLora(config, lora, seed) : [])]);
}

/** The moving parts of a run. */
class Run {
  readonly log: TrainingLog;
  step: number;
  readonly #options: TrainOptions;
  readonly #checkpoint: Checkpoint;
  readonly #weights: Weights;
  readonly #optimizer: AdamW;
  readonly #trainStep: TrainStep;
  readonly #tokenizer: TextTokenizer;
  readonly #special: SpecialIds;
  readonly #patchTokens: PatchTokens | undefined;
  #texts: number;
  readonly #secondsBefore: number;
  readonly #startedAt = performance.now();

  constructor(options: TrainOptions, checkpoint: Checkpoint, tokenizer: TextTokenizer, words: PatchTokens | undefined) {
    const { training } = options;
    this.#options = options;
    this.#checkpoint = checkpoint;
    this.#tokenizer = tokenizer;
    this.#patchTokens = words;
    this.#special = specialIds(this.#tokenizer);
    const isNamed = (name: string): boolean => training.trainable?.some((beginning) => name.startsWith(beginning)) ?? true;
    const isTrainable = (name: string): boolean =>
      isNamed(name) && (!training.lora || isAdapter(name) || /^(reward|taxonomy)_head\./.test(name));
    if (![...checkpoint.parameters.keys()].some(isTrainable)) {
      throw inputError(
        'TRAINABLE',
        `trainable: no parameter of the model begins with ${training.trainable?.join(' or ').slice(0, 200)}, so nothing would be trained.`,
      );
    }
    this.#weights = new Weights(checkpoint.parameters, isTrainable, checkpoint.lora);
    this.#optimizer = new AdamW(this.#weights.trainable(), training.optimizer);
    this.#trainStep = new TrainStep(this.#weights, this.#optimizer, checkpoint.config, training.loss);
    const state = checkpoint.trainer;
    if (state) this.#optimizer.restore(state.optimizer, state.step);
    this.step = state?.step ?? 0;
    this.#texts = state?.texts ?? 0;
    this.#secondsBefore = state?.seconds ?? 0;
    this.log = new TrainingLog(join(options.out, 'log.jsonl'));
  }

  async loadBatches(step: number): Promise<PackedBatch[]> {
    const { training, data } = this.#options;
    const { hallucinatedWeight, claimWeight } = training.loss;
    const pack = { lengths: training.lengths, hallucinatedWeight, claimWeight, patchTokens: this.#patchTokens };
    const batches: PackedBatch[] = [];
    for (let part = 0; part < training.accumulate; part += 1) {
      const examples = await data.batch(step * training.accumulate + part);
      batches.push(await packBatch(examples, this.#tokenizer, this.#special, this.#checkpoint.config, pack));
    }
    return batches;
  }

  async trainStep(batches: PackedBatch[]): Promise<void> {
    const { training } = this.#options;
    const began = performance.now();
    const rate = learningRate(this.step, { ...training.learningRate, totalSteps: training.steps });
    const { losses, gradientNorm } = await this.#trainStep.run(batches, rate);
    const seconds = (performance.now() - began) / 1000;
    if (!Number.isFinite(gradientNorm) || Object.values(losses).some((loss) => !Number.isFinite(loss))) {
      throw internalError(
        'LOSS_NOT_FINITE',
        `step ${this.step + 1}: the loss or its gradient is not finite (${JSON.stringify(losses)}). Lower learningRate.peak or optimizer.clipNorm and start again from the last checkpoint.`,
      );
    }
    this.step += 1;
    this.#texts += batches.reduce((sum, batch) => sum + batch.texts, 0);
    await this.#record({
      step: this.step,
      ...losses,
      gradientNorm,
      learningRate: rate,
      texts: this.#texts,
      length: batches[0]!.length,
      tooLong: batches.reduce((sum, batch) => sum + batch.tooLong, 0),
      stepSeconds: seconds,
      seconds: this.#seconds(),
    });
  }

  async evaluate(): Promise<void> {
    const { evaluate, training } = this.#options;
    if (!evaluate) return;
    const scorer = { weights: this.#weights, config: this.#checkpoint.config, tokenizer: this.#tokenizer, lengths: training.lengths };
    const figures = await evaluate({
      scoreExamples: (examples) => scoreExamples(examples, scorer),
      scorePatches: (examples) => scorePatches(examples, scorer),
    });
    await this.#record({ step: this.step, event: 'evaluation', ...figures, seconds: this.#seconds() });
  }

  async save(): Promise<string> {
    const folder = join(this.#options.out, checkpointName(this.step));
    const optimizer = await this.#optimizer.read();
    await saveCheckpoint(folder, {
      ...this.#checkpoint,
      parameters: await this.#weights.read(),
      trainer: { step: this.step, texts: this.#texts, seconds: this.#seconds(), optimizer },
    });
    await pruneCheckpoints(this.#options.out, this.#options.training.keepCheckpoints);
    return folder;
  }

  dispose(): void {
    this.#trainStep.dispose();
    this.#weights.dispose();
    this.#optimizer.dispose();
  }

  #seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#startedAt) / 1000;
  }

  async #record(entry: LogEntry): Promise<void> {
    await this.log.append(entry);
    this.#options.onLog?.(entry);
  }
}
