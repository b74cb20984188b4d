import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from 'vitest';
import '../register-backend';

/** Shape, type and data of a result. */
export interface Result {
  shape: number[];
  dtype: tf.DataType;
  data: number[];
}

/** Runs a function on a backend and reads what it returns; everything that it made is disposed. */
export async function resultsOn(backend: 'ort' | 'cpu', run: () => tf.Tensor | tf.Tensor[]): Promise<Result[]> {
  await tf.setBackend(backend);
  const outputs = tf.tidy(() => {
    const made = run();
    return Array.isArray(made) ? made : [made];
  });
  try {
    return await Promise.all(
      outputs.map(async (output) => ({ shape: output.shape, dtype: output.dtype, data: Array.from(await output.data()) })),
    );
  } finally {
    tf.dispose(outputs);
  }
}

/** Expects that a function gives the same on `ort` as on TensorFlow.js' own CPU backend, to a relative tolerance (for numbers below 1: absolute). */
export async function expectSameAsCpu(run: () => tf.Tensor | tf.Tensor[], tolerance = 1e-5): Promise<void> {
  const expected = await resultsOn('cpu', run);
  const actual = await resultsOn('ort', run);
  expectClose(actual, expected, tolerance);
}

export function expectClose(actual: Result[], expected: Result[], tolerance = 1e-5): void {
  expect(actual.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(expected.map(({ shape, dtype }) => ({ shape, dtype })));
  for (let output = 0; output < expected.length; output++) {
    const wanted = expected[output]!.data;
    const got = actual[output]!.data;
    const wrong = wanted.findIndex((value, index) => !close(got[index]!, value, tolerance));
    if (wrong >= 0) {
      throw new Error(
        `output ${output} of shape [${expected[output]!.shape}] differs at ${wrong}: ${got[wrong]} instead of ${wanted[wrong]}`,
      );
    }
  }
}

function close(a: number, b: number, tolerance: number): boolean {
  return Object.is(a, b) || a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}

/** Reproducible numbers from a normal distribution. */
export function normal(shape: number[], seed: number, scale = 1): tf.Tensor {
  // TensorFlow.js takes seed 0 for no seed.
  return tf.randomNormal(shape, 0, scale, 'float32', seed + 1);
}
