const OPPOSITE_PAIRS = [
  ['left', 'right'],
  ['above', 'below'],
  ['higher', 'lower'],
  ['up', 'down'],
  ['top', 'bottom'],
  ['larger', 'smaller'],
  ['small', 'large'],
  ['tiny', 'huge'],
  ['yes', 'no'],
] as const;

const OPPOSITES = new Map<string, string>(
  OPPOSITE_PAIRS.flatMap(([first, second]) => [[first, second] as const, [second, first] as const]),
);

/** The opposite of a word or of a claim's value, which can stand in the same place of a sentence; undefined where there is none. */
export function oppositeOf(word: string): string | undefined {
  return OPPOSITES.get(word);
}
