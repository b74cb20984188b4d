import { beforeAll, describe, expect, it } from 'vitest';
import { drawSample } from '../test-support/draw-sample';
import type { Negative } from './audited-sample';
import { findAgreementProblems } from './find-agreement-problems';
import { type GrammarChecker, loadGrammarChecker } from './grammar-checker';
import { measureGrammar } from './measure-grammar';

/** Slips as an engine makes them that replaces words and forgets what depends on them, and the least share that must be found. */
const SLIPS: readonly [name: string, least: number, slip: (text: string) => string][] = [
  ['a and an swapped', 0.95, (text) => text.replace(/\b(an?)\b/, (word) => (word === 'a' ? 'an' : 'a'))],
  ['is and are swapped', 0.4, (text) => text.replace(/\b(is|are)\b/, (word) => (word === 'is' ? 'are' : 'is'))],
  ['a plural lost', 0.8, (text) => text.replace(/\b(two|three|four|five) (\w+?)s\b/, '$1 $2')],
  ['a word doubled', 0.95, (text) => text.replace(/(\w+) (\w+)/, '$1 $2 $2')],
  [
    'letters swapped',
    0.6,
    (text) => text.replace(/\b(picture|image|there)\b/, (word) => word.slice(0, 2) + word[3] + word[2] + word.slice(4)),
  ],
];

const TRUE_TEXTS = Array.from({ length: 120 }, (_, seed) => drawSample(seed).response);

function pairsOf(change: (text: string) => string): Negative[] {
  return TRUE_TEXTS.map((original, index) => ({ id: String(index), prompt: '', original, response: change(original), spans: [] })).filter(
    ({ original, response }) => original !== response,
  );
}

describe('the grammar of negatives', () => {
  let checker: GrammarChecker;
  beforeAll(async () => {
    checker = await loadGrammarChecker();
  });

  it.each(SLIPS)('is found wanting where there is %s', async (name, least, slip) => {
    const pairs = pairsOf(slip);
    const { flawed, checked } = await measureGrammar(pairs, checker);
    console.log(`${name}: ${flawed} of ${checked} found`);
    expect(checked).toBeGreaterThan(10);
    expect(flawed / checked).toBeGreaterThanOrEqual(least);
  });

  it('is not blamed for what the original has as well, nor for words that true texts use', async () => {
    const sloppy = { id: 'a', prompt: '', spans: [], original: 'There is two zorblax here.', response: 'There is three zorblax here.' };
    const coloured = { id: 'b', prompt: '', spans: [], original: 'The colour is grey.', response: 'The grey colour is here.' };
    expect(await measureGrammar([sloppy, coloured], checker)).toMatchObject({ checked: 2, flawed: 0, examples: [] });
  });

  it('names the words', async () => {
    const pair = { id: 'a', prompt: '', spans: [], original: 'There are two dogs.', response: 'There are two dog.' };
    const { byKind, examples } = await measureGrammar([pair], checker);
    expect(byKind).toEqual({ Agreement: 1 });
    expect(examples).toMatchObject([
      { id: 'a', kind: 'Agreement', text: expect.stringContaining('two dog'), response: 'There are two dog.' },
    ]);
  });
});

describe('agreement in number', () => {
  it.each([
    'There are two small dog here.',
    'A blue cups is here.',
    'There are no star here.',
    'The horse are on the left.',
    'The dogs is brown.',
    'There is three dogs.',
    'One dogs runs.',
    'The table is red, and the chairs is blue.',
  ])('fails in: %s', (text) => expect(findAgreementProblems(text)).not.toEqual([]));

  it.each([
    'There are a dog and a cat here.',
    'Two hot dog stands are here.',
    'There is a dog and three cups.',
    'A pair of scissors is on the table.',
    'There are two sheep and three fish.',
    'The colour of the dogs is blue.',
    'The dog and the cat are asleep.',
    'One of the two mice is grey.',
    'Five children and two women are standing.',
    'The bus is late.',
    '',
  ])('holds in: %s', (text) => expect(findAgreementProblems(text)).toEqual([]));
});
