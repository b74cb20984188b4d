import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { TokenOffset } from '../token-offsets';

/** A temporary folder that is removed after `use`. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-align-test-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NOUNS = ['apple', 'tree', 'cat', 'umbrella', 'T-shirt', 'café', 'woman’s hat', "dog's bowl"];
const COLOURS = ['red', 'green', 'blue', 'orange'];

/** Captions in the manner of the training data, always the same. */
export const CAPTIONS: readonly string[] = NOUNS.flatMap((noun, index) =>
  COLOURS.map((colour, other) => {
    const second = NOUNS[(index + other + 1) % NOUNS.length]!;
    return `The ${colour} ${noun} is left of three small ${second}s. It isn't under the sign that says "STOP", and there are ${index + 2} birds.`;
  }),
);

/** Stretches of text that offsets get wrong first: ZWJ emoji, flags, combining marks, CJK, right-to-left scripts, odd spaces. */
const AWKWARD = [
  '👩‍👩‍👧',
  '🏳️‍🌈',
  '🇩🇪',
  '👍🏽',
  '🍏',
  'e\u0301',
  'n\u0303\u0323',
  '猫が木の上にいます。',
  '红苹果',
  '한국어',
  'ภาษาไทย',
  'שָׁלוֹם',
  'تفاحة حمراء',
  '\u200f',
  '\u00a0',
  '\u3000',
  '𝔘𝔫𝔦',
  '\ud83d',
  '\0',
  '\ufeff',
  '\r\n',
  '\t',
  '<end>',
  '3.5',
  "isn't",
  '—',
];

/** Half of a surrogate pair without the other half. */
export const LONE_SURROGATE = /\p{Cs}/u;
const LONE_SURROGATES = /\p{Cs}/gu;

/** Texts mixed from words, spaces and awkward stretches, and arbitrary Unicode. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.constantFrom('red', 'Apple', ' ', '  ', '.', 'the')), { maxLength: 14 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

/** As {@link anyText}, without unpaired surrogates, which no UTF-8 text holds. */
export const anyWellFormedText: fc.Arbitrary<string> = anyText.map((text) => text.replace(LONE_SURROGATES, '?'));

/** Captions of a few words, with plain and awkward ones. */
export const anyCaption: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'the', 'red', 'green', 'apple', 'apples', 'is', 'on', 'two', ',', '👩‍👩‍👧', '猫', 'שלום', 'e\u0301'), {
    maxLength: 12,
  })
  .map((words) => words.join(' '));

/** Long texts of plain words between awkward stretches. */
export const anyMixedText: fc.Arbitrary<string> = fc
  .array(fc.oneof(anyText, fc.constantFrom('the red apple', 'Two', 'is left of', 'tree.', "isn't", '(small)')), { maxLength: 6 })
  .map((parts) => parts.join(' '));

/**
 * What is wrong with the offsets of a text's tokens: outside of the text, out of order, half a surrogate pair, white space around a token, or a visible
 * character in no token.
 *
 * @param dropped matches stretches without white space that a tokenizer leaves out altogether.
 */
export function tokenFaults(text: string, offsets: readonly TokenOffset[], dropped?: RegExp): string[] {
  const faults: string[] = [];
  const covered = new Uint8Array(text.length);
  let last: TokenOffset = [0, 0];
  for (const [start, end] of offsets) {
    const token = text.slice(start, end);
    if (start < last[0] || end < last[1] || start >= end || end > text.length) faults.push(`${start}-${end} after ${last.join('-')}`);
    if (LONE_SURROGATE.test(token) && !LONE_SURROGATE.test(text)) faults.push(`${start}-${end} cuts a character`);
    if (token.trim() !== '' && token !== token.trim()) faults.push(`${start}-${end} has white space around it`);
    covered.fill(1, start, end);
    last = [start, end];
  }
  for (const { 0: stretch, index } of text.matchAll(/\S+/g)) {
    const missing = covered.subarray(index, index + stretch.length).includes(0);
    if (missing && dropped?.test(stretch) !== true) faults.push(`${JSON.stringify(stretch)} at ${index} is not covered`);
  }
  return faults;
}
