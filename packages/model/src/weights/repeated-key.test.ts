import fc from 'fast-check';
import { expect, it } from 'vitest';
import { repeatedKey } from './repeated-key';

it('finds no repeated name in anything that JSON.stringify wrote', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(repeatedKey(JSON.stringify(JSON.parse(text)))).toBeUndefined();
    }),
  );
});

it('finds a name that comes twice, however it is written and however deep', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (name, value) => {
      const own = JSON.stringify(name);
      const written = `[${JSON.stringify(value)}, {"a\\"b": ["a"], ${own} : 1, ${own}: {}}]`;
      fc.pre(name !== 'a"b');
      expect(repeatedKey(written)).toBe(name);
    }),
  );
  expect(repeatedKey('{"a": {"a": 1}, "\\u0061": 2}')).toBe('a');
});
