import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from './quote';

test.each([
  ['plain', 'plain'],
  ['\u001b[31mred\u001b]0;title\u0007', '\\u001b[31mred\\u001b]0;title\\u0007'],
  ['a\b\u202eb\u2028c\nd', 'a\\u0008\\u202eb\\u2028c\\u000ad'],
  ['\ud83d alone', '\\ud83d alone'],
  ['\u{e0041}', '\\udb40\\udc41'],
  ['Hündchen 🐕', 'Hündchen 🐕'],
])('%j is quoted as %s', (value, quoted) => {
  expect(quote(value)).toBe(quoted);
});

test('the end of a long value is left out, and no pair of surrogates is cut', () => {
  expect(quote('x'.repeat(3_000_000))).toBe(`${'x'.repeat(160)}... (3000000 characters)`);
  expect(quote('a🐕', 2)).toBe('a... (3 characters)');
});

test('no value leaves anything in a message that is not seen', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { maxLength: 60 }), (units) => {
      const value = String.fromCharCode(...units);
      expect(quote(value)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(quote(value, 20).length).toBeLessThan(20 * 6 + 30);
    }),
  );
});
