import { describe, expect, it } from 'vitest';
import { buildSequence, padSequences } from './sequence';

const special = { padding: 0, beginPrompt: 1, beginResponse: 2, end: 3 };

describe('buildSequence', () => {
  it('puts the special tokens around prompt and response', () => {
    expect([...buildSequence([10, 11], [20, 21, 22], special)]).toEqual([1, 10, 11, 2, 20, 21, 22, 3]);
    expect([...buildSequence([], [20], special)]).toEqual([1, 2, 20, 3]);
  });
});

describe('padSequences', () => {
  it('pads at the end to the longest', () => {
    const { tokens, length } = padSequences([Int32Array.of(5, 6), Int32Array.of(7, 8, 9)], special);
    expect(length).toBe(3);
    expect([...tokens]).toEqual([5, 6, 0, 7, 8, 9]);
  });
});
