import { describe, expect, it } from 'vitest';
import { NOUNS } from './nouns';
import { areDistinct, SHOWN_NOUNS, showsNoun } from './shown-nouns';

const names = NOUNS.map(({ noun }) => noun);

describe('showsNoun', () => {
  it('tells which drawings show something else too', () => {
    expect(showsNoun('cake', 'candle')).toBe(true);
    expect(showsNoun('candle', 'cake')).toBe(false);
    expect(showsNoun('dog', 'cat')).toBe(false);
  });
});

describe('areDistinct', () => {
  it('holds both ways or not at all, and never for a noun and itself', () => {
    for (const noun of names) {
      expect(areDistinct(noun, noun)).toBe(false);
      for (const other of names) expect(areDistinct(noun, other)).toBe(areDistinct(other, noun));
    }
    expect(areDistinct('gift', 'ribbon')).toBe(false);
    expect(areDistinct('gift', 'leaf')).toBe(true);
  });

  it('leaves every noun enough others to stand beside', () => {
    for (const noun of names) expect(names.filter((other) => areDistinct(noun, other)).length).toBeGreaterThan(names.length * 0.9);
  });

  it('speaks of nouns that exist', () => {
    expect(names).toEqual(expect.arrayContaining(Object.entries(SHOWN_NOUNS).flat(2)));
  });
});
