import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { traceToOnnx } from '..';
import { writeModel } from './model';
import { quantizeModel } from './quantize-model';
import { readModel } from './read-model';

const [INPUTS, OUTPUTS, ROWS] = [128, 96, 5];
let projection: Uint8Array;

/** Values between -1 and 1 that look random; a plain sine would cancel in the products and leave little to compare the error with. */
const noise = (count: number, step: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (Math.sin(index * step) * 43758.5453) % 1);

beforeAll(async () => {
  await tf.setBackend('ort');
  const weight = tf.tensor2d(noise(OUTPUTS * INPUTS, 12.9898), [OUTPUTS, INPUTS]);
  projection = traceToOnnx(({ x }) => ({ y: tf.matMul(x as tf.Tensor2D, weight, false, true) }), {
    x: { shape: ['rows', INPUTS], dtype: 'float32' },
  });
  weight.dispose();
});

async function run(model: Uint8Array): Promise<Float32Array> {
  const session = await InferenceSession.create(model);
  const { y } = await session.run({ x: new Tensor('float32', noise(ROWS * INPUTS, 78.233), [ROWS, INPUTS]) });
  await session.release();
  return y!.data as Float32Array;
}

describe('readModel', () => {
  it('gives back what writeModel wrote, byte for byte', () => {
    expect(Buffer.compare(writeModel(readModel(projection)), projection)).toBe(0);
  });

  it('refuses what is no ONNX file, and one with a subgraph', () => {
    expect(() => readModel(new TextEncoder().encode('not a model'))).toThrow(expect.objectContaining({ code: 'ORT_MODEL_UNSUPPORTED' }));
    // A model whose only node has an attribute of field 6, a graph: each level is a tag, a length and its content.
    const attribute = [10, 1, 98, 50, 0];
    const node = [42, attribute.length, ...attribute];
    const graph = [10, node.length, ...node];
    expect(() => readModel(Uint8Array.from([58, graph.length, ...graph]))).toThrow(/field 6/);
  });
});

describe('quantizeModel', () => {
  it('keeps results within two hundredths of their spread, in a quarter of the bytes', async () => {
    const quantized = quantizeModel(projection);
    expect(quantized.byteLength).toBeLessThan(projection.byteLength / 3);
    const [exact, rounded] = [await run(projection), await run(quantized)];
    const spread = Math.sqrt(exact.reduce((sum, value) => sum + value * value, 0) / exact.length);
    const error = Math.sqrt(exact.reduce((sum, value, index) => sum + (value - rounded[index]!) ** 2, 0) / exact.length);
    expect(error).toBeGreaterThan(0);
    expect(error / spread).toBeLessThan(0.02);
  });

  it('refuses a model without a projection', () => {
    const sum = traceToOnnx(({ x }) => ({ y: tf.add(x!, 1) }), { x: { shape: [7], dtype: 'float32' } });
    expect(() => quantizeModel(sum)).toThrow(expect.objectContaining({ code: 'ORT_MODEL_UNSUPPORTED' }));
  });
});
