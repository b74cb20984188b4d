import { describe, expect, it } from 'vitest';
import { createParser } from './parse-text';
import { WordNet } from './wordnet';

const parse = createParser(await WordNet.load());

/** The noun phrases of a text: their words, and the noun in the singular. */
function phrasesOf(text: string): [words: string, noun: string][] {
  const { phrases, words } = parse(text);
  return phrases.map(({ first, last, noun }) => [text.slice(words[first]!.start, words[last]!.end), noun]);
}

describe('the parser', () => {
  it('finds noun phrases with compounds as one noun', () => {
    expect(phrasesOf('Two large red fire hydrants stand next to a living room with a hot dog.')).toEqual([
      ['Two large red fire hydrants', 'fire hydrant'],
      ['a living room', 'living room'],
      ['a hot dog', 'hot dog'],
    ]);
  });

  it.each([
    ['A man rides a wave.', ['man', 'wave']],
    ['Two girls share an umbrella.', ['girl', 'umbrella']],
    ['People standing in a kitchen.', ['people', 'kitchen']],
    ['A kitchen with a toilet and shower.', ['kitchen', 'toilet', 'shower']],
    ['She eats an orange in an orange boat.', ['orange', 'boat']],
  ])('tells nouns from verbs and colours: %s', (text, nouns) => {
    expect(phrasesOf(text).map(([, noun]) => noun)).toEqual(nouns.map((noun) => (noun === 'people' ? 'person' : noun)));
  });

  it('gives every word its place in texts with any characters', () => {
    const text = 'A\tdog’s 😀 bed —\n“big”  猫 two-story e\u0301gg';
    for (const { start, end, text: word } of parse(text).words) {
      if (/^[\w-]+$/.test(word) && !/x/.test(word)) expect(text.slice(start, end)).toBe(word);
      expect(text.slice(start, end)).toHaveLength(word.length);
    }
  });

  it.each([
    ['There is no dog, but a cat.', ['dog']],
    ['The dog is not here.', ['dog']],
    ['A cup without a lid.', ['lid']],
    ['It may be a bus. A car waits.', ['bus']],
    ['A bowl instead of a cup.', ['cup']],
  ])('marks what is denied or guessed: %s', (text, blocked) => {
    const { phrases, words } = parse(text);
    expect(phrases.filter(({ head }) => words[head]!.blocked).map(({ noun }) => noun)).toEqual(blocked);
  });

  it('tells quoted text, names and sentences', () => {
    const { words, quotes } = parse('A "STOP" sign. It is in Paris.');
    expect(quotes).toEqual([{ start: 3, end: 7 }]);
    expect(words.filter(({ quoted }) => quoted).map(({ text }) => text)).toEqual(['STOP']);
    expect(words.filter(({ proper }) => proper).map(({ text }) => text)).toEqual(['Paris']);
    expect(words.at(-2)!.sentence).toBe(1);
  });
});
