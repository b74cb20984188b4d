import { createRequire } from 'node:module';
import { COLOURS, SIZES } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { ADDITIONAL_ICON_SETS, EXCLUDED_DRAWINGS } from './additional-icons';
import { COMPLETE_ICON_SETS, HELD_OUT_ICON_SET, ICON_SETS, NOUNS, TRAINING_ICON_SETS } from './nouns';

const require = createRequire(import.meta.url);

describe('NOUNS', () => {
  it('holds at least 150 nouns, each once, in alphabetical order', () => {
    const nouns = NOUNS.map(({ noun }) => noun);
    expect(nouns.length).toBeGreaterThanOrEqual(150);
    expect(nouns).toEqual([...new Set(nouns)].sort());
  });

  it('has plurals that differ from every singular, so that one and many can be told apart', () => {
    const words = NOUNS.flatMap(({ noun, plural }) => [noun, plural]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('never names a colour or a size', () => {
    const reserved: readonly string[] = [...COLOURS, ...SIZES];
    expect(NOUNS.filter(({ noun }) => reserved.includes(noun))).toEqual([]);
  });

  it.each(COMPLETE_ICON_SETS)('are all drawn by %s', (iconSet) => {
    expect(NOUNS.filter(({ icons }) => !icons[iconSet])).toEqual([]);
  });

  it.each(ICON_SETS)('are drawn by a different icon of %s each', (iconSet) => {
    const set = require(`@iconify-json/${iconSet}/icons.json`) as { icons: object; aliases?: object };
    const names = NOUNS.flatMap(({ icons }) => icons[iconSet] ?? []);
    expect(names.filter((name) => !(name in set.icons) && !(name in (set.aliases ?? {})))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(ADDITIONAL_ICON_SETS)('are drawn by %s in more than half, and none of them by a drawing that is left out', (iconSet) => {
    const drawn = NOUNS.filter(({ icons }) => icons[iconSet]).map(({ noun }) => noun);
    expect(drawn.length).toBeGreaterThan(NOUNS.length / 2);
    const excluded = Object.keys(EXCLUDED_DRAWINGS[iconSet]);
    expect(excluded.filter((noun) => drawn.includes(noun) || !NOUNS.some((entry) => entry.noun === noun))).toEqual([]);
  });

  it('keep one set out of training', () => {
    expect(TRAINING_ICON_SETS).not.toContain(HELD_OUT_ICON_SET);
    expect(ADDITIONAL_ICON_SETS).not.toContain(HELD_OUT_ICON_SET);
  });
});
