import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { REAL_TOKENIZERS, type RealTokenizer, realTokenizerJson } from '@tldr-rm/real-tokenizers';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { labelBatch } from './label-batch';
import { labelsToSpans } from './labels-to-spans';
import { loadTokenizer } from './load-tokenizer';
import { projectLabels } from './project-tokens';
import { spansFromDiff } from './spans-from-diff';
import { anyCaption, anyMixedText, LONE_SURROGATE, tokenFaults } from './testing/texts';
import type { EncodedText, TextTokenizer } from './text-tokenizer';
import { HALLUCINATED, RIGHT, tokenLabels } from './token-labels';
import { splitWords } from './words';

/** BERT deletes marks and control, format and private-use characters; a word of nothing else has no token. */
const DROPPED: Partial<Record<RealTokenizer, RegExp>> = { bert: /^[\p{C}\p{Mn}\ufffd]+$/u };

/** Made by tools/reference/token-labels/make_fixture.py. */
const fixture = JSON.parse(await readFile(new URL('../fixtures/python-tokenizers.json', import.meta.url), 'utf8')) as {
  texts: string[];
  hashes: Record<RealTokenizer, string>;
};

const loaded = new Map<RealTokenizer, TextTokenizer>();

describe.each(REAL_TOKENIZERS)('%s', (name) => {
  let tokenizer: TextTokenizer;

  beforeAll(async () => {
    tokenizer = await loadTokenizer(await realTokenizerJson(name));
    loaded.set(name, tokenizer);
  });

  test('ids and offsets are those of Python', async () => {
    const encoded = await tokenizer.encodeBatch(fixture.texts);
    const different = fixture.texts.filter((_, index) => digest(encoded[index]!) !== fixture.hashes[name].slice(8 * index, 8 * index + 8));
    expect(different).toEqual([]);
  });

  test('offsets stay in the text, in order, cut no character, and cover every word', async () => {
    await fc.assert(
      fc.asyncProperty(anyMixedText, async (text) => {
        const { ids, offsets } = await tokenizer.encode(text);
        expect(offsets.length).toBe(ids.length);
        expect(tokenFaults(text, offsets, DROPPED[name])).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('unchanged text has no hallucinated token, and every changed word has one', async () => {
    await fc.assert(
      fc.asyncProperty(anyCaption, anyCaption, async (original, changed) => {
        const [same, labelled] = await labelBatch(tokenizer, [
          { original, changed: original },
          { original, changed },
        ]);
        expect(same!.labels.every((label) => label === RIGHT)).toBe(true);
        for (const span of labelled!.spans.filter(({ label }) => label === 'hallucinated')) {
          for (const word of splitWords(changed).filter(({ start, end }) => start >= span.start && end <= span.end)) {
            expect(labelsOver(word, labelled!)).toContain(HALLUCINATED);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('spans come back from token labels, widened to tokens and words and no further', async () => {
    await fc.assert(
      fc.asyncProperty(anyMixedText, anyMixedText, async (original, changed) => {
        const { offsets } = await tokenizer.encode(changed);
        const spans = spansFromDiff(original, changed).filter(({ label }) => label === 'hallucinated');
        const labels = tokenLabels(offsets, spans);
        const back = labelsToSpans(changed, offsets, labels);
        const touched = offsets.filter((_, index) => labels[index] === HALLUCINATED);
        const covers = (start: number, end: number) => back.some((span) => span.start <= start && span.end >= end);
        expect(touched.filter(([start, end]) => !covers(start, end))).toEqual([]);
        const lost = spans.filter(({ start, end }) => touched.some((token) => token[0] < end && token[1] > start) && !covers(start, end));
        expect(lost.filter((span) => !splitWords(changed.slice(span.start, span.end)).some(isDropped(DROPPED[name])))).toEqual([]);
        expect(back.filter((span) => !touched.some(([start, end]) => start < span.end && end > span.start))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('labels projected from its tokens keep every hallucination, and invent none', async () => {
    const source = loaded.get('gemma')!;
    await fc.assert(
      fc.asyncProperty(anyCaption, anyCaption, async (original, changed) => {
        const spans = spansFromDiff(original, changed);
        const from = await source.encode(changed);
        const to = await tokenizer.encode(changed);
        const labels = tokenLabels(from.offsets, spans);
        const wrong = from.offsets.filter((_, index) => labels[index] === HALLUCINATED);
        const projected = projectLabels(from.offsets, labels, to.offsets);
        const direct = tokenLabels(to.offsets, spans);
        to.offsets.forEach(([start, end], index) => {
          // Llama 2 has tokens for the space before a word alone; those of Gemma show no space.
          if (changed.slice(start, end).trim() === '') return;
          if (direct[index] === HALLUCINATED) expect(projected[index]).toBe(HALLUCINATED);
          if (projected[index] === HALLUCINATED) expect(wrong.some((token) => token[0] < end && token[1] > start)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('a special token written in a text is text', async () => {
    const text = 'A </s> and [MASK], <bos> and <|endoftext|>';
    const { offsets } = await tokenizer.encode(text);
    expect(tokenFaults(text, offsets)).toEqual([]);
    expect(offsets.length).toBeGreaterThan(splitWords(text).length / 2);
  });
});

function labelsOver(word: { start: number; end: number }, { offsets, labels }: { offsets: EncodedText['offsets']; labels: Int8Array }) {
  return [...labels].filter((_, index) => offsets[index]![0] < word.end && offsets[index]![1] > word.start);
}

function isDropped(dropped: RegExp | undefined): (word: { text: string }) => boolean {
  return ({ text }) => dropped?.test(text) === true || LONE_SURROGATE.test(text);
}

/** As `digest` in make_fixture.py. */
function digest({ ids, offsets }: EncodedText): string {
  const tokens = ids.map((id, index) => `${id}:${offsets[index]![0]}-${offsets[index]![1]}`);
  return createHash('sha256').update(tokens.join(',')).digest('hex').slice(0, 8);
}
