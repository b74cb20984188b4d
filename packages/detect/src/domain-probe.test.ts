import { InputError } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitDomainProbe, probeScore } from './domain-probe';
import { imageFeatures } from './image-features';
import { solveSymmetric } from './solve-symmetric';

describe('fitDomainProbe', () => {
  it('tells pictures apart by the channels in which they differ', () => {
    const row = (index: number, shift: number): number[] => [Math.sin(index) + shift, Math.cos(3 * index), 5];
    const inside = Array.from({ length: 300 }, (_, index) => row(index, 0));
    const probe = fitDomainProbe(
      inside,
      Array.from({ length: 100 }, (_, index) => row(index + 0.5, 4)),
    );
    expect(inside.filter((features) => probeScore(features, probe) > probe.limit).length).toBeLessThan(6);
    expect(probeScore(row(1000, 4), probe)).toBeGreaterThan(probe.limit);
  });

  it('needs pictures of both kinds', () => {
    expect(() => fitDomainProbe([[1]], [[2], [3]])).toThrow(InputError);
  });
});

it('imageFeatures gives means, then deviations, over the tokens of each channel of the first heads', () => {
  // [1 image, 2 heads, 2 tokens, 2 channels]
  const data = Float32Array.from([1, 2, 3, 2, 9, 9, 9, 9]);
  expect(imageFeatures({ data, dims: [1, 2, 2, 2] }, 1).map((features) => [...features])).toEqual([[2, 2, 1, 0]]);
});

it('solveSymmetric solves', () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  const matrix = fc.array(fc.array(entry, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(matrix, fc.array(entry, { minLength: 4, maxLength: 4 }), (half, expected) => {
      const rows = half.map((row, at) =>
        half.map((other, to) => row.reduce((sum, value, index) => sum + value * other[index]!, at === to ? 1 : 0)),
      );
      const vector = rows.map((row) => row.reduce((sum, value, index) => sum + value * expected[index]!, 0));
      const solution = solveSymmetric(Float64Array.from(rows.flat()), Float64Array.from(vector));
      for (const [index, value] of expected.entries()) expect(solution[index]).toBeCloseTo(value, 6);
    }),
  );
});
