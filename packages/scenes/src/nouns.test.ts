import { createRequire } from 'node:module';
import { COLOURS, SIZES } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { HELD_OUT_ICON_SET, ICON_SETS, NOUNS, TRAINING_ICON_SETS } from './nouns';

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

  it.each(ICON_SETS)('is drawn by a different icon of %s each', (iconSet) => {
    const set = require(`@iconify-json/${iconSet}/icons.json`) as { icons: object; aliases?: object };
    const names = NOUNS.map(({ icons }) => icons[iconSet]);
    expect(names.filter((name) => !(name in set.icons) && !(name in (set.aliases ?? {})))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('keeps one set out of training', () => {
    expect(TRAINING_ICON_SETS).not.toContain(HELD_OUT_ICON_SET);
    expect(ICON_SETS).toEqual([...TRAINING_ICON_SETS, HELD_OUT_ICON_SET]);
  });
});
