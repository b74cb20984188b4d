import * as tf from '@tensorflow/tfjs-core';
import { adamWUpdate } from '@tldr-rm/tfjs-ort';
import { lossOf, makeParameters, SHAPE } from './decoder';

/** The optimizer's settings, the same as in train_step.py. */
const RATE = 1e-3;
const BETA1 = 0.9;
const BETA2 = 0.95;
const EPSILON = 1e-8;
const WEIGHT_DECAY = 0.1;

/** Trains the decoder on backend `ort`, always on the same batch, as its rival in PyTorch does. */
export class OrtTrainer {
  readonly #parameters = makeParameters();
  readonly #moments = new Map<string, { first: tf.Variable; second: tf.Variable }>();
  readonly #tokens: Int32Array;
  readonly #next: Int32Array;
  #steps = 0;

  constructor() {
    const count = SHAPE.batch * SHAPE.length;
    this.#tokens = Int32Array.from({ length: count }, (_, index) => (index * 7919) % SHAPE.vocabulary);
    this.#next = this.#tokens.map((token) => (token * 3 + 1) % SHAPE.vocabulary);
    for (const [name, parameter] of this.#parameters) {
      const zeros = () => tf.tidy(() => tf.variable(tf.zerosLike(parameter), false));
      this.#moments.set(name, { first: zeros(), second: zeros() });
    }
  }

  /** Seconds of each of some steps: forward, backward, optimizer. */
  async time(steps: number): Promise<number[]> {
    const seconds: number[] = [];
    for (let step = 0; step < steps; step++) {
      const start = performance.now();
      await this.step();
      seconds.push((performance.now() - start) / 1000);
    }
    return seconds;
  }

  /** One step; gives the loss before it. */
  async step(): Promise<number> {
    const loss = tf.tidy(() => {
      const tokens = tf.tensor2d(this.#tokens, [SHAPE.batch, SHAPE.length], 'int32');
      const next = tf.tensor1d(this.#next, 'int32');
      const { value, grads } = tf.variableGrads(() => lossOf(this.#parameters, tokens, next), [...this.#parameters.values()]);
      this.#update(grads);
      return value;
    });
    const value = (await loss.data())[0]!;
    loss.dispose();
    if (!Number.isFinite(value)) throw new Error(`the loss is ${value}`);
    return value;
  }

  #update(gradients: tf.NamedTensorMap): void {
    this.#steps++;
    const correction = Math.sqrt(1 - BETA2 ** this.#steps);
    const scalars = {
      stepSize: tf.scalar((RATE * correction) / (1 - BETA1 ** this.#steps)),
      epsilon: tf.scalar(EPSILON * correction),
      decay: tf.scalar(1 - RATE * WEIGHT_DECAY),
      gradientScale: tf.scalar(1),
    };
    for (const [name, parameter] of this.#parameters) {
      const { first, second } = this.#moments.get(name)!;
      const updated = adamWUpdate({ parameter, first, second }, gradients[parameter.name]!, scalars, BETA1, BETA2);
      parameter.assign(updated.parameter);
      first.assign(updated.first);
      second.assign(updated.second);
    }
  }
}
