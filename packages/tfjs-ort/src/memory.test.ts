import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { capture, ortStatistics, setOrtOptions, silu } from './index';
import { normal } from './testing/compare';

const STEPS = 1000;
/** Steps until allocators and caches have what they need. */
const WARM_UP = 300;
const CACHE_SIZE = 4;
/** More lengths than graphs that may be held, so that graphs are released and compiled again all the time. */
const LENGTHS = [8, 16, 24, 32, 40, 48];
const STEPS_OF_A_LENGTH = 10;

/** A step that trains a small network on a batch of some length. */
function makeTraining() {
  const width = 64;
  const first = tf.tidy(() => tf.variable(normal([width, width], 1, 0.1))) as tf.Variable<tf.Rank.R2>;
  const second = tf.tidy(() => tf.variable(normal([width, width], 2, 0.1))) as tf.Variable<tf.Rank.R2>;
  const optimizer = tf.train.adam(1e-3);
  return (x: tf.Tensor2D) => optimizer.minimize(() => tf.mean(tf.square(tf.matMul(silu(tf.matMul(x, first)), second))) as tf.Scalar, true)!;
}

/** The most resident memory in the first and the second half of the steps after the warm-up, in bytes. */
async function residentMemory(run: (x: tf.Tensor2D) => Promise<tf.Scalar>): Promise<{ earlier: number; later: number }> {
  const half = WARM_UP + (STEPS - WARM_UP) / 2;
  let [earlier, later] = [0, 0];
  for (let step = 0; step < STEPS; step++) {
    const length = LENGTHS[Math.floor(step / STEPS_OF_A_LENGTH) % LENGTHS.length]!;
    const x = normal([length, 64], step) as tf.Tensor2D;
    const loss = await run(x);
    await loss.data();
    tf.dispose([x, loss]);
    if (step % 5 !== 0 || step < WARM_UP) continue;
    const resident = process.memoryUsage.rss();
    if (step < half) earlier = Math.max(earlier, resident);
    else later = Math.max(later, resident);
  }
  return { earlier, later };
}

describe('memory over 1,000 steps whose batches change their length', () => {
  const stays = async (run: (x: tf.Tensor2D) => Promise<tf.Scalar>): Promise<void> => {
    setOrtOptions({ cacheSize: CACHE_SIZE });
    const { earlier, later } = await residentMemory(run);
    expect(later).toBeLessThan(1.05 * earlier);
    expect(ortStatistics().graphs).toBeLessThanOrEqual(CACHE_SIZE);
    setOrtOptions({ cacheSize: 64 });
  };

  it('stays within 5 %, with no more graphs than allowed, when every step is recorded anew', async () => {
    await tf.setBackend('ort');
    const train = makeTraining();
    await stays(async (x) => train(x));
  });

  it('stays within 5 %, with no more graphs than allowed, when the step is captured', async () => {
    await tf.setBackend('ort');
    const train = makeTraining();
    const step = capture(({ x }: { x: tf.Tensor2D }) => ({ loss: train(x) }));
    await stays(async (x) => (await step({ x })).loss);
  });
});
