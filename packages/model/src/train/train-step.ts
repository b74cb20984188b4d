import * as tf from '@tensorflow/tfjs-core';
import { capture } from '@tldr-rm/tfjs-ort';
import type { ModelConfig } from '../config';
import type { Weights } from '../weights';
import type { AdamW } from './adamw';
import { batchTensors, flattenBatch, unflattenBatch } from './batch-tensors';
import { computeLosses, type LossWeights } from './losses';
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
    const scalars = this.#optimizer.nextScalars(rate);
    if (batches.length === 1) {
      const { [NORM]: norm, ...losses } = await figuresOf(this.#whole, { ...flattenBatch(batchTensors(batches[0]!)), ...scalars });
      return { losses, gradientNorm: norm! };
    }
    const losses: Record<string, number> = {};
    for (const batch of batches) {
      const share = tf.scalar(1 / batches.length);
      const parts = await figuresOf(this.#accumulate, { ...flattenBatch(batchTensors(batch)), share });
      for (const [name, part] of Object.entries(parts)) losses[name] = (losses[name] ?? 0) + part / batches.length;
    }
    const { [NORM]: norm } = await figuresOf(this.#apply, scalars);
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
    const { value, grads } = tf.variableGrads(() => {
      const { total, parts } = computeLosses(unflattenBatch(inputs), this.#weights, this.#config, this.#loss);
      for (const [name, part] of Object.entries(parts)) losses[name] = tf.keep(tf.clone(part));
      return total;
    }, [...variables.values()]);
    // TensorFlow.js names gradients by its own variable names.
    const gradients = new Map<string, tf.Tensor>();
    for (const [name, variable] of variables) {
      const gradient = grads[variable.name];
      if (gradient) gradients.set(name, gradient);
    }
    return { gradients, losses: { loss: value, ...losses } };
  }
}

/** Runs a step and reads its scalars; disposes what went in and what came out. */
async function figuresOf(
  step: (inputs: tf.NamedTensorMap) => Promise<tf.NamedTensorMap>,
  inputs: tf.NamedTensorMap,
): Promise<Record<string, number>> {
  try {
    const outputs = await step(inputs);
    const figures: Record<string, number> = {};
    for (const [name, tensor] of Object.entries(outputs)) figures[name] = (await tensor.data())[0]!;
    tf.dispose(outputs);
    return figures;
  } finally {
    tf.dispose(inputs);
  }
}
