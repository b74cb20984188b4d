import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ortStatistics, setOrtOptions } from './index';

/** CoreML exists on Apple's systems only, CUDA everywhere else. */
const MISSING = process.platform === 'darwin' ? 'cuda' : 'coreml';

describe('createSession', () => {
  beforeEach(() => tf.setBackend('ort').then(() => undefined));
  afterEach(() => {
    setOrtOptions({ provider: 'cpu' });
    vi.restoreAllMocks();
  });

  it('computes on the CPU where the provider is missing, and says so in one line, once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    setOrtOptions({ provider: MISSING });
    for (const size of [2, 3]) {
      const doubled = tf.mul(tf.ones([size, 300]), 2);
      expect((await doubled.data())[0]).toBe(2);
      doubled.dispose();
    }
    expect(ortStatistics().provider).toBe('cpu');
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(new RegExp(`^@tldr-rm/tfjs-ort: execution provider '${MISSING}' is not available.*$`))],
    ]);
  });
});
