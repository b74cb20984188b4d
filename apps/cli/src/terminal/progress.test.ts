import { describe, expect, it } from 'vitest';
import { formatDuration } from './progress';

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [59.2, '1m 00s'],
    [185, '3m 05s'],
    [7800, '2h 10m'],
    [-3, '0s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
