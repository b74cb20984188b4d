import { describe, expect, it } from 'vitest';
import { isPlural, matchCase, pluralOf, pluralVerb, singularOf, singularVerb } from './inflect';
import { OBJECT_CLASSES } from './vocabulary/object-classes';

describe('pluralOf and singularOf', () => {
  it.each([
    ['dog', 'dogs'],
    ['bus', 'buses'],
    ['box', 'boxes'],
    ['cherry', 'cherries'],
    ['cookie', 'cookies'],
    ['shoe', 'shoes'],
    ['woman', 'women'],
    ['sheep', 'sheep'],
    ['knife', 'knives'],
    ['sofa', 'sofas'],
    ['taxi', 'taxis'],
    ['glass', 'glasses'],
    ['fire hydrant', 'fire hydrants'],
    ['police officer', 'police officers'],
    ['chest of drawers', 'chests of drawers'],
    ['t-shirt', 't-shirts'],
  ])('%s, %s', (singular, plural) => {
    expect(pluralOf(singular)).toBe(plural);
    expect(singularOf(plural)).toBe(singular);
    expect(isPlural(plural)).toBe(singular !== plural);
    expect(isPlural(singular)).toBe(false);
  });

  it('lead back to every noun of the vocabulary', () => {
    for (const { number, things } of OBJECT_CLASSES) {
      if (number !== 'count') continue;
      for (const noun of things.flat()) expect(singularOf(pluralOf(noun))).toBe(noun);
    }
  });
});

describe('pluralVerb and singularVerb', () => {
  it.each([
    ['is', 'are'],
    ['has', 'have'],
    ['sits', 'sit'],
    ['watches', 'watch'],
    ['carries', 'carry'],
    ['plays', 'play'],
    ['passes', 'pass'],
  ])('%s, %s', (singular, plural) => {
    expect(pluralVerb(singular)).toBe(plural);
    expect(singularVerb(plural)).toBe(singular);
  });
});

describe('matchCase', () => {
  it.each([
    ['cat', 'dog', 'cat'],
    ['cat', 'Dog', 'Cat'],
    ['cat', 'DOG', 'CAT'],
    ['traffic light', 'Fire Hydrant', 'Traffic Light'],
    ['traffic light', 'Fire hydrant', 'Traffic light'],
    ['three', 'A', 'Three'],
  ])('writes %s like %s', (text, replaced, expected) => {
    expect(matchCase(text, replaced)).toBe(expected);
  });

  it('writes in capitals throughout such a text', () => {
    expect(matchCase('three', 'A', 'upper')).toBe('THREE');
  });
});
