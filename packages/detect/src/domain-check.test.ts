import { InputError } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainDistance, fitDomainCheck } from './domain-check';

const pictures = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), {
  minLength: 2,
  maxLength: 30,
});

describe('fitDomainCheck', () => {
  it('calls no picture unlike that it was made of', () => {
    fc.assert(
      fc.property(pictures, (list) => {
        const check = fitDomainCheck(list);
        for (const picture of list) expect(domainDistance(picture, check)).toBeLessThanOrEqual(check.limit);
      }),
    );
  });

  it('measures in standard deviations', () => {
    const check = fitDomainCheck([[0.2], [0.4], [0.6]]);
    expect(check.mean[0]).toBeCloseTo(0.4);
    expect(check.deviation[0]).toBeCloseTo(0.2);
    expect(domainDistance([1], check)).toBeCloseTo(3);
  });

  it('does not let an entry that never varied decide by rounding', () => {
    const check = fitDomainCheck([
      [0, 0.1],
      [0, 0.9],
    ]);
    expect(domainDistance([0.001, 0.5], check)).toBeLessThan(check.limit);
    expect(domainDistance([0.5, 0.5], check)).toBeGreaterThan(check.limit);
  });

  it('needs two pictures', () => {
    expect(() => fitDomainCheck([[1]])).toThrow(InputError);
  });
});
