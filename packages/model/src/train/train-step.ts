import * as tf from '@tensorflow/tfjs-core';
import { capture } from '@tldr-rm/tfjs-ort';
import type { ModelConfig } from '../config';
import { inputError } from '../errors';
import type { Weights } from '../weights/weights';
import type { AdamW } from './adamw';
import { batchTensors, flattenBatch, unflattenBatch } from './batch-tensors';
import { computeLosses, type LossWeights, lossParts } from './losses';
import type { PackedBatch } from './pack-batch';

/** What a step tells: the total loss and its parts, averaged over its batches, and the gradient's global norm before clipping. */
export interface StepFigures {
  losses: Record<string, number>;
  gradientNorm: number;
}

const NORM = 'gradientNorm';

/** One change of the weights: forward, gradients, AdamW. Recorded once for each shape of a batch, and replayed from then on. */
export class TrainStep {
  readonly #weights: Weights;
  readonly #optimizer: AdamW;
  readonly #config: ModelConfig;
  readonly #loss: LossWeights;
  /** Sums of gradients over several batches, by parameter; made when they are first needed. */
  readonly #sums = new Map<string, tf.Variable>();

  constructor(weights: Weights, optimizer: AdamW, config: ModelConfig, loss: LossWeights) {
    this.#weights = weights;
    this.#optimizer = optimizer;
    this.#config = config;
    this.#loss = loss;
  }

  /** Changes the weights by the mean gradient of some batches. */
  async run(batches: readonly PackedBatch[], rate: number): Promise<StepFigures> {
    if (batches.length === 1) {
      const inputs = { ...flattenBatch(batchTensors(batches[0]!)), ...this.#optimizer.nextScalars(rate) };
      const { [NORM]: norm, ...losses } = await figuresOf(this.#whole, inputs);
      return { losses, gradientNorm: norm! };
    }
    const losses: Record<string, number> = {};
    for (const batch of batches) {
      const inputs = { ...flattenBatch(batchTensors(batch)), share: tf.scalar(1 / batches.length) };
      const parts = await figuresOf(this.#accumulate, inputs);
      for (const [name, part] of Object.entries(parts)) losses[name] = (losses[name] ?? 0) + part / batches.length;
    }
    const { [NORM]: norm } = await figuresOf(this.#apply, this.#optimizer.nextScalars(rate));
    return { losses, gradientNorm: norm! };
  }

  dispose(): void {
    tf.dispose([...this.#sums.values()]);
  }

  readonly #whole = capture((inputs: tf.NamedTensorMap): tf.NamedTensorMap => {
    const { gradients, losses } = this.#gradients(inputs);
    return { ...losses, [NORM]: this.#optimizer.apply(gradients, inputs) };
  });

  readonly #accumulate = capture((inputs: tf.NamedTensorMap): tf.NamedTensorMap => {
    const { gradients, losses } = this.#gradients(inputs);
    for (const [name, gradient] of gradients) {
      const scaled = tf.mul(gradient, inputs.share!);
      const sum = this.#sums.get(name);
      if (sum) sum.assign(tf.add(sum, scaled));
      else this.#sums.set(name, tf.variable(scaled, false));
    }
    return losses;
  });

  readonly #apply = capture((scalars: tf.NamedTensorMap): tf.NamedTensorMap => {
    const norm = this.#optimizer.apply(this.#sums, scalars);
    for (const sum of this.#sums.values()) sum.assign(tf.zerosLike(sum));
    return { [NORM]: norm };
  });

  #gradients(inputs: tf.NamedTensorMap): { gradients: Map<string, tf.Tensor>; losses: tf.NamedTensorMap } {
    const variables = this.#weights.trainable();
    const losses: tf.NamedTensorMap = {};
    const batch = unflattenBatch(inputs);
    lossParts(batch, this.#loss);
    const { value, grads } = gradientsOf(
      () => {
        const { total, parts } = computeLosses(batch, this.#weights, this.#config, this.#loss);
        for (const [name, part] of Object.entries(parts)) losses[name] = tf.keep(tf.clone(part));
        return total;
      },
      variables,
      losses,
    );
    // TensorFlow.js names gradients by its own variable names.
    const gradients = new Map<string, tf.Tensor>();
    for (const [name, variable] of variables) {
      const gradient = grads[variable.name];
      if (gradient) gradients.set(name, gradient);
    }
    return { gradients, losses: { loss: value, ...losses } };
  }
}

/** The gradients of a loss; if there are none, what the loss has put aside is disposed. */
function gradientsOf(
  loss: () => tf.Scalar,
  variables: ReadonlyMap<string, tf.Variable>,
  putAside: tf.NamedTensorMap,
): ReturnType<typeof tf.variableGrads> {
  try {
    return tf.variableGrads(loss, [...variables.values()]);
  } catch (error) {
    tf.dispose(putAside);
    if (!(error instanceof Error) || !error.message.includes('Cannot find a connection')) throw error;
    const names = [...variables.keys()].slice(0, 5).join(', ');
    throw inputError(
      'NO_LOSS',
      `no part of the loss depends on what is trained (${names}). Give a weight to one that does, or train other parameters.`,
      {
        cause: error,
      },
    );
  }
}

/** Runs a step and reads its scalars; disposes what went in and what came out. */
async function figuresOf(
  step: (inputs: tf.NamedTensorMap) => Promise<tf.NamedTensorMap>,
  inputs: tf.NamedTensorMap,
): Promise<Record<string, number>> {
  try {
    const outputs = await step(inputs);
    try {
      const figures: Record<string, number> = {};
      for (const [name, tensor] of Object.entries(outputs)) figures[name] = (await tensor.data())[0]!;
      return figures;
    } finally {
      tf.dispose(outputs);
    }
  } finally {
    tf.dispose(inputs);
  }
}
