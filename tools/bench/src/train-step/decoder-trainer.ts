import * as tf from '@tensorflow/tfjs-core';
import { adamWUpdate, capture } from '@tldr-rm/tfjs-ort';
import { lossOf, makeParameters, SHAPE } from './decoder';

/** The optimizer's settings, the same as in train_step.py. */
const RATE = 1e-3;
const BETA1 = 0.9;
const BETA2 = 0.95;
const EPSILON = 1e-8;
const WEIGHT_DECAY = 0.1;

/** Trains the decoder on the current TensorFlow.js backend, always on the same batch, as its rival in PyTorch does. */
export class DecoderTrainer {
  readonly #parameters = makeParameters();
  readonly #moments = new Map<string, { first: tf.Variable; second: tf.Variable }>();
  readonly #tokens: tf.Tensor2D;
  readonly #next: tf.Tensor1D;
  #steps = 0;

  constructor(batch: number = SHAPE.batch) {
    const tokens = Int32Array.from({ length: batch * SHAPE.length }, (_, index) => (index * 7919) % SHAPE.vocabulary);
    this.#tokens = tf.tensor2d(tokens, [batch, SHAPE.length], 'int32');
    this.#next = tf.tensor1d(
      tokens.map((token) => (token * 3 + 1) % SHAPE.vocabulary),
      'int32',
    );
    for (const [name, parameter] of this.#parameters) {
      const zeros = () => tf.tidy(() => tf.variable(tf.zerosLike(parameter), false));
      this.#moments.set(name, { first: zeros(), second: zeros() });
    }
  }

  /** Seconds of each of some steps: forward, backward, optimizer. The step is captured. */
  async timeSteps(count: number): Promise<number[]> {
    return time(count, () => this.step(this.#captured));
  }

  /** The same, with the step recorded anew each time. */
  async timeRecordedSteps(count: number): Promise<number[]> {
    return time(count, () => this.step(async (inputs) => tf.tidy(() => this.#update(inputs))));
  }

  /** Seconds of each of some forward passes. */
  async timeForward(count: number): Promise<number[]> {
    return time(count, async () => {
      const { loss } = await this.#forward({ tokens: this.#tokens, next: this.#next });
      await readLoss(loss!);
    });
  }

  dispose(): void {
    tf.dispose([...this.#parameters.values(), ...[...this.#moments.values()].flatMap(({ first, second }) => [first, second])]);
    tf.dispose([this.#tokens, this.#next]);
  }

  /** One step; gives the loss before it. */
  async step(run: (inputs: tf.NamedTensorMap) => Promise<tf.NamedTensorMap> = this.#captured): Promise<number> {
    this.#steps++;
    const correction = Math.sqrt(1 - BETA2 ** this.#steps);
    const scalars = {
      stepSize: tf.scalar((RATE * correction) / (1 - BETA1 ** this.#steps)),
      epsilon: tf.scalar(EPSILON * correction),
    };
    const { loss } = await run({ ...scalars, tokens: this.#tokens, next: this.#next });
    tf.dispose(scalars);
    return readLoss(loss!);
  }

  readonly #captured = capture((inputs: tf.NamedTensorMap) => this.#update(inputs));

  readonly #forward = capture(
    ({ tokens, next }: tf.NamedTensorMap): tf.NamedTensorMap => ({
      loss: lossOf(this.#parameters, tokens as tf.Tensor2D, next as tf.Tensor1D),
    }),
  );

  #update({ tokens, next, stepSize, epsilon }: tf.NamedTensorMap): tf.NamedTensorMap {
    const { value, grads } = tf.variableGrads(
      () => lossOf(this.#parameters, tokens as tf.Tensor2D, next as tf.Tensor1D),
      [...this.#parameters.values()],
    );
    const scalars = {
      stepSize: stepSize as tf.Scalar,
      epsilon: epsilon as tf.Scalar,
      decay: tf.scalar(1 - RATE * WEIGHT_DECAY),
      gradientScale: tf.scalar(1),
    };
    for (const [name, parameter] of this.#parameters) {
      const { first, second } = this.#moments.get(name)!;
      const updated = adamWUpdate({ parameter, first, second }, grads[parameter.name]!, scalars, BETA1, BETA2);
      parameter.assign(updated.parameter);
      first.assign(updated.first);
      second.assign(updated.second);
    }
    return { loss: value };
  }
}

async function time(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const seconds: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    await run();
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}

async function readLoss(loss: tf.Tensor): Promise<number> {
  const value = (await loss.data())[0]!;
  loss.dispose();
  if (!Number.isFinite(value)) throw new Error(`the loss is ${value}`);
  return value;
}
