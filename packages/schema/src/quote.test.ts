import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_QUOTATION, quote, shorten } from './quote';

describe('what a message says of a value from outside', () => {
  test('is the value, where it is short and plain', () => {
    expect(shorten('data/a 猫🍏.jsonl')).toBe('data/a 猫🍏.jsonl');
    expect(quote('a')).toBe('"a"');
    expect(quote({ a: [1] })).toBe('{"a":[1]}');
    expect(quote(undefined)).toBe('undefined');
  });

  test('is its beginning and end, where it is long', () => {
    const data = `DATA:image/png;base64,${'A'.repeat(13_000_000)}END`;
    expect(shorten(data)).toMatch(/^DATA:image\/png;base64,A+\.\.\.A+END \(13000025 characters\)$/);
    expect(quote(data, 20)).toBe('"DATA:image...AAAAAAAEND (13000025 characters)"');
  });

  test('has no character that steers a terminal, and none that cannot be written', () => {
    expect(shorten('a\u001b[31m\u0007\u009b\u202e\u2028\ud83d')).toBe('a\\u{1b}[31m\\u{7}\\u{9b}\\u{202e}\\u{2028}\\u{d83d}');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (value) => {
        const said = shorten(value);
        expect(said).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(said.length).toBeLessThan(10 * LONGEST_QUOTATION);
      }),
    );
  });
});
