import { describe, expect, it } from 'vitest';
import { NOUNS } from '../nouns';
import { indefiniteArticle, nounForm } from './grammar';

describe('indefiniteArticle', () => {
  it('goes by the sound of the next word', () => {
    expect(['apple', 'orange', 'hourglass', 'umbrella', 'octopus'].map(indefiniteArticle)).toEqual(['an', 'an', 'an', 'an', 'an']);
    expect(['dog', 'unicorn', 'one', 'ukulele', 'house'].map(indefiniteArticle)).toEqual(['a', 'a', 'a', 'a', 'a']);
  });
});

describe('nounForm', () => {
  it('takes the plural from the list of nouns for every number but one', () => {
    for (const { noun, plural } of NOUNS) {
      expect(nounForm(noun, 1)).toBe(noun);
      expect(nounForm(noun, 3)).toBe(plural);
    }
  });
});
