import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateQuotes } from './locate-quotes';

const TEXT = 'A “Red”  apple, hundred red\nplums: RED. It’s İ red.';

function found(text: string, ...quotes: string[]): string[] {
  return locateQuotes(text, quotes).ranges.map(({ start, end }) => `${start}:${text.slice(start, end)}`);
}

describe('locateQuotes', () => {
  it('takes whole words before parts of words, and the exact spelling before another', () => {
    expect(found(TEXT, 'red')).toEqual(['24:red']);
    expect(found(TEXT, 'hund')).toEqual(['16:hund']);
    expect(found('赤いりんご', 'りんご')).toEqual(['2:りんご']);
  });

  it('finds a phrase that is quoted again in its next place', () => {
    expect(found('two dogs and two cats', 'two', 'two')).toEqual(['0:two', '13:two']);
    expect(locateQuotes('two dogs', ['two', 'two'])).toEqual({ ranges: [{ start: 0, end: 3 }], notFound: 1 });
  });

  it('does without case, white space, kinds of quotation marks and what stands around a quotation', () => {
    expect(found(TEXT, '"red" apple')).toEqual(['3:Red”  apple']);
    expect(found(TEXT, 'Red Plums')).toEqual(['24:red\nplums']);
    expect(found(TEXT, "it's")).toEqual(['40:It’s']);
    expect(found(TEXT, '“hundred red…”')).toEqual(['16:hundred red']);
  });

  it('counts what is not in the text', () => {
    expect(locateQuotes(TEXT, ['green', '', ' . '])).toEqual({ ranges: [], notFound: 3 });
  });

  it('finds every piece of a text in it, and never overlaps what it found', () => {
    const cut = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).chain((text) =>
      fc.record({
        text: fc.constant(text),
        pieces: fc.array(
          fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([one, other]) => text.slice(Math.min(one, other), Math.max(one, other))),
          { maxLength: 4 },
        ),
      }),
    );
    fc.assert(
      fc.property(cut, ({ text, pieces }) => {
        const { ranges, notFound } = locateQuotes(text, pieces);
        expect(ranges.length + notFound).toBe(pieces.length);
        const inOrder = ranges.toSorted((one, other) => one.start - other.start);
        for (const [index, { start, end }] of inOrder.entries()) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(inOrder[index + 1]?.start ?? text.length);
        }
        const [first] = pieces;
        if (first !== undefined && first.trim() !== '') expect(text.slice(ranges[0]!.start, ranges[0]!.end)).toBe(first);
      }),
    );
  });
});
