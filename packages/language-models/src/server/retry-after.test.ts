import { expect, test } from 'vitest';
import { retryAfterMilliseconds } from './retry-after';

const NOW = Date.parse('2030-01-01T00:00:00Z');

test.each([
  ['12', 12_000],
  [' 0.5 ', 500],
  ['Tue, 01 Jan 2030 00:01:00 GMT', 60_000],
  ['Mon, 31 Dec 2029 23:59:00 GMT', 0],
  ['-5', undefined],
  ['tomorrow', undefined],
  ['', undefined],
])('Retry-After: %s', (value, wait) => {
  expect(retryAfterMilliseconds({ 'retry-after': value }, NOW)).toBe(wait);
});

test('milliseconds are preferred where a server gives them', () => {
  expect(retryAfterMilliseconds({ 'retry-after': '2', 'retry-after-ms': '1400' }, NOW)).toBe(1400);
});

test('without a header nothing is asked for', () => {
  expect(retryAfterMilliseconds({}, NOW)).toBeUndefined();
  expect(retryAfterMilliseconds(undefined, NOW)).toBeUndefined();
});
