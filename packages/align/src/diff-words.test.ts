import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWords, type WordEdit } from './diff-words';
import { anyCaption, anyText } from './testing/texts';

function brief(original: string, changed: string): [string, string][] {
  return diffWords(original, changed).map((edit) => [edit.original.text, edit.changed.text]);
}

describe('edits', () => {
  test('a substitution is one edit with offsets in both texts', () => {
    expect(diffWords('two red apples', 'three red apples')).toEqual([
      { original: { start: 0, end: 3, text: 'two' }, changed: { start: 0, end: 5, text: 'three' } },
    ]);
  });

  test('neighbouring changed words are grouped', () => {
    expect(brief('a cat left of the tree', 'a big dog right of the tree')).toEqual([['cat left', 'big dog right']]);
  });

  test('changes with an unchanged word between them stay apart', () => {
    expect(brief('a red cat and a dog', 'a blue cat and a cow')).toEqual([
      ['red', 'blue'],
      ['dog', 'cow'],
    ]);
  });

  test('an insertion is empty in the original, at the end of the word before it', () => {
    expect(diffWords('a cat.', 'a black cat.')).toEqual([
      { original: { start: 1, end: 1, text: '' }, changed: { start: 2, end: 7, text: 'black' } },
    ]);
  });

  test('a deletion is empty in the changed text', () => {
    expect(diffWords('a black cat.', 'a cat.')).toEqual([
      { original: { start: 2, end: 7, text: 'black' }, changed: { start: 1, end: 1, text: '' } },
    ]);
  });

  test('an emoji of several code points changes as a whole', () => {
    expect(brief('a 👩‍👩‍👧 here', 'a 👩‍👩‍👦 here')).toEqual([['👩‍👩‍👧', '👩‍👩‍👦']]);
  });

  test('words of a text without spaces are told apart', () => {
    expect(brief('猫が木の上にいます', '犬が木の上にいます')).toEqual([['猫', '犬']]);
  });

  test('words of right-to-left scripts are told apart', () => {
    expect(brief('תפוח אדום גדול', 'תפוח ירוק גדול')).toEqual([['אדום', 'ירוק']]);
  });

  test('a number with its separators is one word', () => {
    expect(brief('it costs 3.5 now', 'it costs 3.6 now')).toEqual([['3.5', '3.6']]);
  });

  test('white space and the way an accent is written make no edit', () => {
    expect(brief(' a  café\n\nhere', 'a cafe\u0301 here ')).toEqual([]);
  });
});

describe('what two texts have in common at their ends', () => {
  test('ends at whole words', () => {
    expect(brief('one red apple here', 'one reddish maple here')).toEqual([['red apple', 'reddish maple']]);
    expect(brief('a b c', 'a b b c')).toEqual([['', 'b']]);
    expect(diffWords('one two three', 'one two new three')).toEqual([
      { original: { start: 7, end: 7, text: '' }, changed: { start: 8, end: 11, text: 'new' } },
    ]);
  });

  test('leaves a mark on the space with its word', () => {
    expect(brief('a \u0301b c', 'a \u0302b c')).toHaveLength(1);
  });

  test('long texts are compared where they differ', () => {
    const long = 'The red tree is left of the small house. '.repeat(2000);
    const changed = `${long.slice(0, 41_000)}blue ${long.slice(41_000)}`;
    expect(brief(long, changed)).toEqual([['', 'blue']]);
  });
});

/** Replaces each edit's stretch in the original by what stands in the changed text. */
function apply(original: string, edits: readonly WordEdit[]): string {
  let text = '';
  let last = 0;
  for (const edit of edits) {
    text += `${original.slice(last, edit.original.start)} ${edit.changed.text} `;
    last = edit.original.end;
  }
  return text + original.slice(last);
}

function withoutSpace(text: string): string {
  return text.normalize('NFC').replaceAll(/\s/g, '');
}

test('applying the edits to the original gives the changed text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(anyCaption, anyCaption), fc.tuple(anyText, anyText)), ([original, changed]) => {
      const edits = diffWords(original, changed);
      expect(withoutSpace(apply(original, edits))).toBe(withoutSpace(changed));
    }),
    { numRuns: 3000 },
  );
});

test('edits come in order, do not touch, and quote both texts', () => {
  fc.assert(
    fc.property(anyCaption, anyCaption, (original, changed) => {
      let last = { original: -1, changed: -1 };
      for (const edit of diffWords(original, changed)) {
        expect(edit.original.text).toBe(original.slice(edit.original.start, edit.original.end));
        expect(edit.changed.text).toBe(changed.slice(edit.changed.start, edit.changed.end));
        expect(edit.original.text === '' && edit.changed.text === '').toBe(false);
        expect(edit.original.start).toBeGreaterThanOrEqual(last.original);
        expect(edit.changed.start).toBeGreaterThanOrEqual(last.changed);
        last = { original: edit.original.end, changed: edit.changed.end };
      }
    }),
    { numRuns: 1000 },
  );
});

test('a text does not differ from itself', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(diffWords(text, text)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
