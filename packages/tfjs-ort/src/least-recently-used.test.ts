import { expect, it } from 'vitest';
import { LeastRecentlyUsed } from './least-recently-used';

function filled(...keys: string[]): LeastRecentlyUsed<string> {
  const values = new LeastRecentlyUsed<string>();
  for (const key of keys) values.set(key, key.toUpperCase());
  return values;
}

it('takes out what was not used for longest, whatever order it came in', () => {
  const values = filled('a', 'b', 'c');
  expect(values.use('a')).toBe('A');
  expect(values.takeBeyond(2)).toEqual(['B']);
  expect(values.takeBeyond(0)).toEqual(['C']);
  expect(values.use('a')).toBe('A');
  expect(values.size).toBe(1);
});

it('takes out what fits a condition, and forgets it', () => {
  const values = filled('a', 'b', 'c');
  expect(values.takeWhere((value) => value !== 'B')).toEqual(['A', 'C']);
  expect(values.use('a')).toBeUndefined();
  expect(values.use('b')).toBe('B');
});
