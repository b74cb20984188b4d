import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '@tldr-rm/schema';
import { afterEach, describe, expect, it } from 'vitest';
import { selectBackend } from './select-backend';

const require = createRequire(import.meta.url);

/** Whether an optional package is there: it is not, unless whoever runs the tests put it there. */
function isInstalled(name: string): boolean {
  try {
    return require.resolve(name) !== '';
  } catch {
    return false;
  }
}

const WITHOUT_NATIVE = '@tensorflow/tfjs-node is not installed; tools/reference/tfjs-node tells how to run this test';

const squareGradient = (): Promise<Float32Array> =>
  tf.tidy(() => tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor([1, 2, 3]))).data() as Promise<Float32Array>;

describe('selectBackend', () => {
  afterEach(() => selectBackend('ort'));

  it('computes on ONNX Runtime with ort', async () => {
    await tf.setBackend('cpu');
    await selectBackend('ort');
    expect(tf.getBackend()).toBe('ort');
    expect([...(await squareGradient())]).toEqual([2, 4, 6]);
  });

  it.for([
    ['node', '@tensorflow/tfjs-node', /Linux, macOS and Windows/],
    ['node-gpu', '@tensorflow/tfjs-node-gpu', /NVIDIA GPU, CUDA 11\.2/],
  ] as const)(
    'says how to install the package of %s where it is missing, what it needs, and that ort needs nothing',
    async (row, { skip }) => {
      const [backend, name, needs] = row;
      skip(isInstalled(name), `${name} is installed`);
      await selectBackend('ort');
      const error = (await selectBackend(backend).catch((thrown: unknown) => thrown)) as Error;
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({ code: 'BACKEND_NOT_INSTALLED' });
      expect(error.message).toContain(`npm install ${name}@4.22.0`);
      expect(error.message).toMatch(needs);
      expect(error.message).toContain('storage.googleapis.com');
      expect(error.message).toContain('The default backend, ort, needs none of this.');
      expect(tf.getBackend()).toBe('ort');
    },
  );

  it('computes natively with node, and leaves the kernels and gradients of other backends as they were', async ({ skip }) => {
    skip(!isInstalled('@tensorflow/tfjs-node'), WITHOUT_NATIVE);
    const gradient = tf.getGradient('Sum');
    const kernel = tf.getKernel('Add', 'cpu');
    await selectBackend('node');
    expect(tf.getBackend()).toBe('tensorflow');
    expect([...(await squareGradient())]).toEqual([2, 4, 6]);
    expect(tf.getGradient('Sum')).toBe(gradient);
    expect(tf.getKernel('Add', 'cpu')).toBe(kernel);
    await selectBackend('ort');
    expect(tf.getBackend()).toBe('ort');
    expect([...(await squareGradient())]).toEqual([2, 4, 6]);
  });
});
