import { describe, expect, it } from 'vitest';
import { WordNet } from './wordnet';

const wordNet = await WordNet.load();

describe('WordNet', () => {
  it('finds the senses of words and compounds, the most frequent first', () => {
    const [dog] = wordNet.senses('dog');
    expect(wordNet.synset(dog!).words).toContain('domestic dog');
    expect(wordNet.senses('fire hydrant')).toHaveLength(1);
  });

  it('finds the first and the last word of its index, and nothing that it does not have', () => {
    expect(wordNet.senses("'hood").length).toBeGreaterThan(0);
    expect(wordNet.senses('zymurgy').length).toBeGreaterThan(0);
    for (const noun of ['', 'a quite unknown thing', 'zzzz', '~']) expect(wordNet.senses(noun)).toEqual([]);
  });

  it.each([
    ['couch', 'sofa'],
    ['dog', 'puppy'],
    ['dog', 'animal'],
    ['man', 'person'],
    ['bicycle', 'vehicle'],
  ])('relates %s and %s, both ways', (first, second) => {
    expect(wordNet.areRelated(first, second)).toBe(true);
    expect(wordNet.areRelated(second, first)).toBe(true);
  });

  it.each([
    ['dog', 'cat'],
    ['car', 'boat'],
    ['apple', 'banana'],
  ])('does not relate %s and %s', (first, second) => {
    expect(wordNet.areRelated(first, second)).toBe(false);
  });

  it('knows which way a kind goes', () => {
    expect(wordNet.isKindOf('dog', 'animal')).toBe(true);
    expect(wordNet.isKindOf('animal', 'dog')).toBe(false);
  });
});
