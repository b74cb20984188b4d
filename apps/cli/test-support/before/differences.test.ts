import { expect, it } from 'vitest';
import { differencesOf } from './differences';

it('finds nothing where keys were added and numbers differ by rounding', () => {
  expect(differencesOf({ a: [1, { b: 0.1 }], c: null }, { a: [1, { b: 0.1000001, new: 1 }], c: null, d: 2 })).toEqual([]);
  expect(differencesOf(2_000_000, 2_000_001)).toEqual([]);
});

it.each([
  ['a number', { a: 1 }, { a: 1.001 }, [{ path: 'a', was: 1, is: 1.001 }]],
  ['a key that is gone', { a: { b: 1 } }, { a: {} }, [{ path: 'a.b', was: 1, is: undefined }]],
  ['a longer list', [[1]], [[1, 2]], [{ path: '0', was: [1], is: [1, 2] }]],
  ['a list in place of an object', { a: {} }, { a: [] }, [{ path: 'a', was: {}, is: [] }]],
  ['null in place of a number', { a: 0 }, { a: null }, [{ path: 'a', was: 0, is: null }]],
])('finds %s', (_, was, is, differences) => {
  expect(differencesOf(was, is)).toEqual(differences);
});
