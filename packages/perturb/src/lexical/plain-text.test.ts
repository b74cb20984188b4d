import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTextOf } from './plain-text';

describe('plainTextOf', () => {
  it('keeps every offset, and leaves printable ASCII alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { plain, uncased } = plainTextOf(text);
        expect(plain).toHaveLength(text.length);
        expect(uncased).toHaveLength(text.length);
        expect(plain).toMatch(/^[ -~]*$/);
        for (let index = 0; index < text.length; index += 1) if (/[ -~]/.test(text[index]!)) expect(plain[index]).toBe(text[index]);
      }),
    );
  });

  it('makes quotation marks plain, and words of other letters unknown', () => {
    expect(plainTextOf('a “STOP” sign — it’s e\u0301tonnant').plain).toBe(`a "STOP" sign , it's extonnant`);
  });

  it('lowers the first letter of each sentence and line, and all of a text in capitals', () => {
    expect(plainTextOf('Kids play. Dogs run.\nMr. Brown').uncased).toBe('kids play. dogs run. mr. brown');
    expect(plainTextOf('The Golden Gate is red and long today').uncased).toBe('the Golden Gate is red and long today');
    expect(plainTextOf('A DOG ON A COUCH')).toMatchObject({ uncased: 'a dog on a couch', casing: 'upper' });
    expect(plainTextOf('A Dog On A Red Couch').casing).toBe('title');
  });
});
