import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';

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
