import * as tf from '@tensorflow/tfjs-core';
import { adamWUpdate } from '@tldr-rm/tfjs-ort';
import type { HostTensor } from '../weights';

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
  readonly #options: AdamWOptions;
  readonly #first = new Map<string, tf.Variable>();
  readonly #second = new Map<string, tf.Variable>();
  #steps = 0;

  constructor(variables: Map<string, tf.Variable>, options: AdamWOptions) {
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

  /**
   * Changes the variables by their gradients.
   *
   * @returns the gradients' global norm before clipping; the caller disposes it.
   */
  apply(variables: Map<string, tf.Variable>, gradients: Map<string, tf.Tensor>, rate: number): tf.Scalar {
    const { beta1, beta2, epsilon, weightDecay, clipNorm, rateFactors } = this.#options;
    this.#steps += 1;
    return tf.tidy(() => {
      const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
      const norm = tf.sqrt(tf.addN(squares)) as tf.Scalar;
      const scale = tf.minimum(tf.div(clipNorm, tf.add(norm, 1e-6)), 1);
      // Both bias corrections are folded into the step size and epsilon (Kingma and Ba 2014, section 2), so each is one scalar.
      const correction = Math.sqrt(1 - beta2 ** this.#steps);
      const correctedEpsilon = tf.scalar(epsilon * correction);
      const whole = tf.scalar(1);
      const prefixes = Object.keys(rateFactors);
      const scalarsAt = (factor: number) => ({
        stepSize: tf.scalar((factor * rate * correction) / (1 - beta1 ** this.#steps)),
        decayed: tf.scalar(1 - factor * rate * weightDecay),
      });
      const usual = scalarsAt(1);
      const special = new Map(prefixes.map((prefix) => [prefix, scalarsAt(rateFactors[prefix]!)]));
      for (const [name, variable] of variables) {
        const gradient = gradients.get(name);
        if (!gradient) continue;
        const [first, second] = [this.#first.get(name)!, this.#second.get(name)!];
        const prefix = prefixes.find((candidate) => name.startsWith(candidate));
        const { stepSize, decayed } = prefix === undefined ? usual : special.get(prefix)!;
        const scalars = {
          stepSize,
          epsilon: correctedEpsilon,
          decay: variable.rank > 1 ? decayed : whole,
          gradientScale: scale as tf.Scalar,
        };
        const updated = adamWUpdate({ parameter: variable, first, second }, gradient, scalars, beta1, beta2);
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
