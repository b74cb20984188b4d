import * as tf from '@tensorflow/tfjs-core';
import { adamWUpdate } from '@tldr-rm/tfjs-ort';
import type { HostTensor } from '../weights/host-tensor';

/** Settings of AdamW. */
export interface AdamWOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Decoupled weight decay, applied to matrices; norms and biases are left alone. */
  weightDecay: number;
  /** Largest global gradient norm; gradients beyond it are scaled down to it. */
  clipNorm: number;
  /** Factors of the learning rate for parameters whose names begin so, such as `{ 'vision.': 0.3 }`; 1 for all others. */
  rateFactors: Record<string, number>;
}

/** AdamW (Loshchilov and Hutter 2017, arXiv 1711.05101) with gradient clipping by global norm. Holds two moments for each variable. */
export class AdamW {
  readonly #variables: Map<string, tf.Variable>;
  readonly #options: AdamWOptions;
  readonly #first = new Map<string, tf.Variable>();
  readonly #second = new Map<string, tf.Variable>();
  #steps = 0;

  constructor(variables: Map<string, tf.Variable>, options: AdamWOptions) {
    this.#variables = variables;
    this.#options = options;
    for (const [name, variable] of variables) {
      this.#first.set(
        name,
        tf.tidy(() => tf.variable(tf.zerosLike(variable), false)),
      );
      this.#second.set(
        name,
        tf.tidy(() => tf.variable(tf.zerosLike(variable), false)),
      );
    }
  }

  /** Counts a step and gives the numbers in it that differ from the last step's, as scalars for {@link apply}; the caller disposes them. */
  nextScalars(rate: number): tf.NamedTensorMap {
    const { beta1, beta2, epsilon, weightDecay, rateFactors } = this.#options;
    this.#steps += 1;
    // Both bias corrections are folded into the step size and epsilon (Kingma and Ba 2014, section 2), so each is one scalar.
    const correction = Math.sqrt(1 - beta2 ** this.#steps);
    const scalars: tf.NamedTensorMap = { epsilon: tf.scalar(epsilon * correction) };
    for (const [prefix, factor] of [['', 1] as const, ...Object.entries(rateFactors)]) {
      scalars[stepSizeName(prefix)] = tf.scalar((factor * rate * correction) / (1 - beta1 ** this.#steps));
      scalars[decayName(prefix)] = tf.scalar(1 - factor * rate * weightDecay);
    }
    return scalars;
  }

  /**
   * Changes the variables that have gradients.
   *
   * @returns the gradients' global norm before clipping; the caller disposes it.
   */
  apply(gradients: Map<string, tf.Tensor>, scalars: tf.NamedTensorMap): tf.Scalar {
    const { beta1, beta2, clipNorm, rateFactors } = this.#options;
    return tf.tidy(() => {
      const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
      const norm = tf.sqrt(tf.addN(squares)) as tf.Scalar;
      const gradientScale = tf.minimum(tf.div(clipNorm, tf.add(norm, 1e-6)), 1) as tf.Scalar;
      const whole = tf.scalar(1);
      const prefixes = Object.keys(rateFactors);
      const scalar = (name: string) => scalars[name]! as tf.Scalar;
      for (const [name, variable] of this.#variables) {
        const gradient = gradients.get(name);
        if (!gradient) continue;
        const [first, second] = [this.#first.get(name)!, this.#second.get(name)!];
        const prefix = prefixes.find((candidate) => name.startsWith(candidate)) ?? '';
        const own = {
          stepSize: scalar(stepSizeName(prefix)),
          epsilon: scalar('epsilon'),
          decay: variable.rank > 1 ? scalar(decayName(prefix)) : whole,
          gradientScale,
        };
        const updated = adamWUpdate({ parameter: variable, first, second }, gradient, own, beta1, beta2);
        first.assign(updated.first);
        second.assign(updated.second);
        variable.assign(updated.parameter);
      }
      return norm;
    });
  }

  /** Copies the state to the host: `first.NAME` and `second.NAME`. */
  async read(): Promise<Map<string, HostTensor>> {
    const host = new Map<string, HostTensor>();
    for (const [kind, moments] of Object.entries({ first: this.#first, second: this.#second })) {
      for (const [name, moment] of moments) {
        host.set(`${kind}.${name}`, { shape: [...moment.shape], values: Float32Array.from((await moment.data()) as Float32Array) });
      }
    }
    return host;
  }

  /** Continues from a state that {@link read} gave after `steps` steps. */
  restore(host: Map<string, HostTensor>, steps: number): void {
    this.#steps = steps;
    for (const [kind, moments] of Object.entries({ first: this.#first, second: this.#second })) {
      for (const [name, moment] of moments) {
        const saved = host.get(`${kind}.${name}`);
        if (saved) tf.tidy(() => moment.assign(tf.tensor(saved.values, saved.shape)));
      }
    }
  }

  dispose(): void {
    for (const moment of [...this.#first.values(), ...this.#second.values()]) moment.dispose();
  }
}

/** Names of the scalars for the parameters whose names begin with a prefix. */
const stepSizeName = (prefix: string): string => `stepSize ${prefix}`;
const decayName = (prefix: string): string => `decay ${prefix}`;
