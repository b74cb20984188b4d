import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { anyText, anyWellFormedText, CAPTIONS, LONE_SURROGATE, tokenFaults, withFolder } from './testing/texts';
import type { TextTokenizer } from './text-tokenizer';
import { trainBytePairTokenizer } from './train-byte-pair-tokenizer';

let tokenizer: TextTokenizer;

beforeAll(async () => {
  tokenizer = await withFolder((folder) =>
    trainBytePairTokenizer(CAPTIONS, { vocabularySize: 360, specialTokens: ['<pad>', '<end>'], path: join(folder, 'tokenizer.json') }),
  );
});

async function visibleTokens(text: string): Promise<string[]> {
  const { offsets } = await tokenizer.encode(text);
  return offsets.map(([start, end]) => text.slice(start, end));
}

describe('offsets', () => {
  test('a token includes the space before its word, and its offsets do not', async () => {
    const { ids, offsets } = await tokenizer.encode('The red tree.');
    expect(await visibleTokens('The red tree.')).toEqual(['The', 'red', 'tree', '.']);
    expect(offsets).toEqual([
      [0, 3],
      [4, 7],
      [8, 12],
      [12, 13],
    ]);
    expect(await tokenizer.decode(ids.slice(0, 2))).toBe('The red');
  });

  test('digits and punctuation marks are tokens of their own', async () => {
    expect(await visibleTokens('isn\'t "STOP", 42!')).toEqual(['isn', "'t", '"', 'STOP', '"', ',', '4', '2', '!']);
  });

  test('the first word of a text is the same token as inside of it', async () => {
    const first = await tokenizer.encode('red');
    const inside = await tokenizer.encode('red red');
    expect(inside.ids).toEqual([...first.ids, ...first.ids]);
  });

  test('every byte of a character reports the whole character, in UTF-16 units', async () => {
    const text = 'a 👩‍👩‍👧 e\u0301 猫 שלום end';
    const visible = await visibleTokens(text);
    for (const token of visible) expect(token).not.toMatch(LONE_SURROGATE);
    expect([...new Set(visible)].join('')).toContain('👩\u200d👧');
    const { offsets } = await tokenizer.encode(text);
    expect(text.slice(offsets.at(-1)![0])).toMatch(/^e?n?d$/);
    expect(offsets.at(-1)![1]).toBe(text.length);
  });

  test('offsets stay in the text, in order, cut no character, and cover everything that is not white space', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { ids, offsets } = await tokenizer.encode(text);
        expect(offsets.length).toBe(ids.length);
        expect(tokenFaults(text, offsets)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

test('well-formed text decodes to itself', async () => {
  await fc.assert(
    fc.asyncProperty(anyWellFormedText, async (text) => {
      const { ids } = await tokenizer.encode(text);
      expect(await tokenizer.decode(ids)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('a batch gives what single calls give', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 8 }), async (texts) => {
      expect(await tokenizer.encodeBatch(texts)).toEqual(await Promise.all(texts.map((text) => tokenizer.encode(text))));
    }),
    { numRuns: 200 },
  );
});

describe('special tokens', () => {
  test('have the first ids, in the order given', () => {
    expect(tokenizer.tokenId('<pad>')).toBe(0);
    expect(tokenizer.tokenId('<end>')).toBe(1);
    expect(tokenizer.tokenId('<nothing>')).toBeUndefined();
  });

  test('are never read from the text', async () => {
    const { ids } = await tokenizer.encode('<end> of <pad>');
    expect(ids).not.toContain(0);
    expect(ids).not.toContain(1);
    expect(await tokenizer.decode(ids)).toBe('<end> of <pad>');
  });

  test('are left out when decoding', async () => {
    const { ids } = await tokenizer.encode('red tree');
    expect(await tokenizer.decode([0, ...ids, 1, 0])).toBe('red tree');
  });
});

test('the vocabulary has the size asked for, and every id is below it', async () => {
  expect(tokenizer.vocabularySize).toBe(360);
  for (const { ids } of await tokenizer.encodeBatch(CAPTIONS)) for (const id of ids) expect(id).toBeLessThan(360);
});
