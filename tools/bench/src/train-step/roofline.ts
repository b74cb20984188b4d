import * as tf from '@tensorflow/tfjs-core';
import { capture } from '@tldr-rm/tfjs-ort';
import { SHAPE } from './decoder';

/** Pairs of products in one run, so that what surrounds them does not count. */
const PAIRS = 8;

/** Measures how fast this machine multiplies matrices through ONNX Runtime: the operations a second that nothing built of such products can beat. */
export class Roofline {
  readonly #inputs: tf.NamedTensorMap;
  readonly #operations: number;

  constructor() {
    // The two products of the decoder's MLP, its largest, one after the other; deviations that keep the numbers near 1.
    const [rows, width, hidden] = [SHAPE.batch * SHAPE.length, SHAPE.width, 4 * SHAPE.width];
    this.#inputs = {
      x: tf.randomNormal([rows, width]),
      up: tf.randomNormal([width, hidden], 0, 1 / Math.sqrt(width)),
      down: tf.randomNormal([hidden, width], 0, 1 / Math.sqrt(hidden)),
    };
    this.#operations = PAIRS * 2 * 2 * rows * width * hidden;
  }

  /** Operations a second in each of some runs. */
  async rates(runs: number): Promise<number[]> {
    const rates: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const { sum } = await this.#multiply(this.#inputs);
      rates.push(this.#operations / ((performance.now() - start) / 1000));
      sum!.dispose();
    }
    return rates;
  }

  readonly #multiply = capture(({ x, up, down }: tf.NamedTensorMap): tf.NamedTensorMap => {
    let product = x as tf.Tensor2D;
    for (let pair = 0; pair < PAIRS; pair++) product = tf.matMul(tf.matMul(product, up as tf.Tensor2D), down as tf.Tensor2D);
    return { sum: tf.sum(product) };
  });
}
