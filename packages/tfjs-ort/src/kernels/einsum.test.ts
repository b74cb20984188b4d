import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

describe('Einsum', () => {
  it.each([
    ['ij,jk->ik', [2, 3], [3, 4]],
    ['bij,bkj->bik', [2, 3, 4], [2, 5, 4]],
    ['i,i->', [4], [4]],
    ['i,j->ij', [4], [3]],
    ['bhqd, bhkd -> bhqk', [2, 2, 3, 4], [2, 2, 5, 4]],
  ])('%s equals the CPU backend', async (equation, a, b) => {
    await expectSameAsCpu(() => tf.einsum(equation, normal(a, 1), normal(b, 2)), 1e-4);
  });

  it('takes one operand, too', async () => {
    await expectSameAsCpu(() => [tf.einsum('ij->ji', normal([2, 3], 1)), tf.einsum('ij->', normal([2, 3], 1))]);
  });

  it('refuses sizes that do not fit', async () => {
    await tf.setBackend('ort');
    expect(() => tf.einsum('ij,jk->ik', tf.zeros([2, 3]), tf.zeros([4, 2]))).toThrow();
  });
});
