import { ATTRIBUTE_SETS, COLOURLESS, COLOURS, type Dimension, PAINTABLE, PALETTES, READ_ONLY_VALUES } from './attributes';
import { thingsOf } from './object-index';

/** An attribute word of a thing, with what it may be exchanged for. */
export interface Attribute {
  dimension: Dimension;
  /** Groups of words for values that exclude the word's own. */
  alternatives: readonly (readonly string[])[];
}

const COLOUR_WORDS: ReadonlySet<string> = new Set(COLOURS.flat());
const PALETTE_WORDS: ReadonlySet<string> = new Set(PALETTES.flatMap(({ colours }) => colours.flat()).filter((word) => word !== 'dark'));
const ATTRIBUTE_WORDS: ReadonlySet<string> = new Set(ATTRIBUTE_SETS.flatMap(({ values }) => values.flat()));

export function isColour(word: string): boolean {
  return COLOUR_WORDS.has(word);
}

/** Whether a word may be an attribute of something. */
export function isAttributeWord(word: string): boolean {
  return COLOUR_WORDS.has(word) || PALETTE_WORDS.has(word) || ATTRIBUTE_WORDS.has(word);
}

/**
 * What a word says of a thing, and what else could be said.
 *
 * @param noun the thing, in the singular; undefined if it is not known, as in the answer "Red."
 */
export function attributeOf(word: string, noun: string | undefined): Attribute | null {
  if (!isAttributeWord(word)) return null;
  const key = `${word} ${noun ?? ''}`;
  let attribute = REMEMBERED.get(key);
  if (attribute === undefined) {
    attribute = findAttribute(word, noun);
    if (REMEMBERED.size >= MAX_REMEMBERED) REMEMBERED.clear();
    REMEMBERED.set(key, attribute);
  }
  return attribute;
}

/** What has been asked for before; captions combine the same few words. */
const REMEMBERED = new Map<string, Attribute | null>();
const MAX_REMEMBERED = 20_000;

function findAttribute(word: string, noun: string | undefined): Attribute | null {
  if (COLOUR_WORDS.has(word) || PALETTE_WORDS.has(word)) {
    const palette = noun === undefined ? COLOURS : coloursOf(noun);
    const alternatives = palette === null ? null : others(palette, word);
    return alternatives === null ? null : { dimension: 'colour', alternatives };
  }
  if (!ATTRIBUTE_WORDS.has(word)) return null;
  for (const { values, of, notOf, dimension } of ATTRIBUTE_SETS) {
    const fits = noun === undefined ? of === undefined : (of?.has(noun) ?? true) && !notOf?.has(noun);
    if (!fits) continue;
    const alternatives = others(values, word);
    if (alternatives !== null) return { dimension, alternatives };
  }
  return null;
}

/** The groups that do not hold a word, without such words as are alike in some other group with it; null if no group holds it. */
function others(groups: readonly (readonly string[])[], word: string): readonly (readonly string[])[] | null {
  const own = new Set(groups.filter((group) => group.includes(word)).flat());
  if (own.size === 0) return null;
  return groups
    .map((group) => group.filter((other) => !own.has(other) && !READ_ONLY_VALUES.has(other)))
    .filter((group, index) => group.length > 0 && !groups[index]!.includes(word));
}

function coloursOf(noun: string): readonly (readonly string[])[] | null {
  const palette = PALETTES.find(({ of }) => of.has(noun));
  if (palette !== undefined) return palette.colours;
  if (COLOURLESS.has(noun)) return null;
  const things = thingsOf(noun);
  // What food and rooms and animals look like follows from what they are.
  return things.length === 0 || things.some(({ objectClass }) => PAINTABLE.has(objectClass.kind)) ? COLOURS : null;
}
