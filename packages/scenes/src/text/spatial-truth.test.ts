import type { Box } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweenTruth, comparedSizeTruth, positionTruth, rankTruth, relationTruth } from './spatial-truth';

const extent = { width: 100, height: 100 };
const coordinate = fc.integer({ min: 0, max: 80 });
const side = fc.integer({ min: 5, max: 20 });
const box = fc.record({ x: coordinate, y: coordinate, width: side, height: side });
const group = fc.array(box, { minLength: 1, maxLength: 3 });
const at = (x: number, y: number, size = 10): Box[] => [{ x: x - size / 2, y: y - size / 2, width: size, height: size }];

describe('relationTruth', () => {
  it('is false of a relation exactly where its opposite, or the relation the other way round, is true', () => {
    fc.assert(
      fc.property(group, group, (first, second) => {
        expect(relationTruth('left', first, second, extent) === true).toBe(relationTruth('right', first, second, extent) === false);
        expect(relationTruth('above', first, second, extent)).toBe(relationTruth('below', second, first, extent));
      }),
    );
  });

  it('does not decide what is nearly level', () => {
    expect(relationTruth('above', at(20, 50), at(80, 55), extent)).toBeNull();
    expect(relationTruth('left', at(20, 50), at(80, 55), extent)).toBe(true);
  });
});

describe('positionTruth', () => {
  it('decides only what is clearly in one half', () => {
    expect(positionTruth('left', at(20, 50), extent)).toBe(true);
    expect(positionTruth('right', at(20, 50), extent)).toBe(false);
    expect(positionTruth('top', at(20, 50), extent)).toBeNull();
    expect(positionTruth('left', [...at(20, 50), ...at(80, 50)], extent)).toBeNull();
  });
});

describe('betweenTruth', () => {
  it('asks for a place on the line between', () => {
    expect(betweenTruth(at(50, 52), at(20, 50), at(80, 50))).toBe(true);
    expect(betweenTruth(at(95, 50), at(20, 50), at(80, 50))).toBe(false);
    expect(betweenTruth(at(50, 95), at(20, 50), at(80, 50))).toBe(false);
    expect(betweenTruth(at(50, 72), at(20, 50), at(80, 50))).toBeNull();
  });
});

describe('rankTruth', () => {
  it('ranks three things from left to right', () => {
    expect(rankTruth('middle', at(50, 10), at(20, 50), at(80, 50), extent)).toBe(true);
    expect(rankTruth('leftmost', at(50, 10), at(20, 50), at(80, 50), extent)).toBe(false);
    expect(rankTruth('rightmost', at(90, 10), at(20, 50), at(60, 50), extent)).toBe(true);
    expect(rankTruth('middle', at(22, 10), at(20, 50), at(80, 50), extent)).toBeNull();
  });
});

describe('comparedSizeTruth', () => {
  it('asks for a clear difference', () => {
    expect(comparedSizeTruth('larger', at(0, 0, 20), at(0, 0, 10))).toBe(true);
    expect(comparedSizeTruth('smaller', at(0, 0, 20), at(0, 0, 10))).toBe(false);
    expect(comparedSizeTruth('larger', at(0, 0, 11), at(0, 0, 10))).toBeNull();
  });
});
