/** Number words by number. */
export const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
] as const;

/** The number that a word or a numeral writes, or undefined. Numerals with signs, separators or leading zeros are no counts. */
export function numberOf(word: string): number | undefined {
  const index = (NUMBER_WORDS as readonly string[]).indexOf(word);
  if (index !== -1) return index;
  return /^[1-9]\d{0,2}$/.test(word) || word === '0' ? Number(word) : undefined;
}

/** How often captions count to a number: half as often with each step, in the rough. */
export function numberWeight(count: number): number {
  return count < 2 ? 0.5 : 1 / (count - 1) ** 1.3;
}

/** Nouns that a number before them measures, names or dates, and does not count things. */
export const MEASURES: ReadonlySet<string> = new Set(
  'year month day week hour minute second time percent degree mile meter metre foot inch yard kilometer pound ounce gram dollar cent euro pm am o’clock oclock point way side hand third half quarter fourth dimension tone speed star person part thing'.split(
    ' ',
  ),
);
