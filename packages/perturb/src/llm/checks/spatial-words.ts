import { plainWord } from './plain-words';

/** Spatial words; those in one line mean much the same. */
const SPATIAL_GROUPS = [
  'left leftmost lefthand',
  'right rightmost righthand',
  'above over',
  'below under beneath underneath',
  'up upper upward upwards',
  'down lower downward downwards',
  'top uppermost topmost',
  'bottom lowest',
  'on atop upon onto',
  'in inside within into',
  'out outside',
  'front before ahead foreground',
  'behind back rear background',
  'beside next near nearby by close adjacent alongside at',
  'far distant away',
  'middle center centre central centered',
  'between',
  'among amid amongst',
  'around surrounding surrounded round',
  'across opposite facing',
  'along',
  'through',
  'toward towards',
  'against',
  'off',
  'corner',
  'edge',
  'side',
  'end',
  'north northern',
  'south southern',
  'east eastern',
  'west western',
  'horizontal horizontally',
  'vertical vertically',
  'higher',
];

const GROUP_OF: ReadonlyMap<string, string> = new Map(
  SPATIAL_GROUPS.flatMap((line) => {
    const words = line.split(' ');
    return words.map((word) => [word, words[0]!] as const);
  }),
);

/** Words that stand in spatial phrases beside the one that matters: "in front of", "to the left side of". */
const FRAME_WORDS = new Set(['of', 'to', 'the', 'from', 'hand', 'a', 'and', 'is', 'are', 'than', 'it', 'them']);

/** Of these a phrase has often more than one, and the other tells: "on the left", "in front of". */
const WEAK = new Set(['on', 'in', 'side', 'beside']);

export function isSpatialWord(word: string): boolean {
  return GROUP_OF.has(plainWord(word));
}

/**
 * What a purely spatial phrase says, as a key that is the same for phrases that say the same ("to the left of" and "on the left side of"); null if the phrase
 * has other words, or no spatial one.
 */
export function spatialMeaning(words: readonly string[]): string | null {
  const meanings = new Set<string>();
  for (const word of words) {
    const plain = plainWord(word);
    const meaning = GROUP_OF.get(plain);
    if (meaning !== undefined) meanings.add(meaning);
    else if (!FRAME_WORDS.has(plain) && plain !== '-') return null;
  }
  const strong = [...meanings].filter((meaning) => !WEAK.has(meaning));
  const telling = strong.length > 0 ? strong : [...meanings];
  return telling.length === 0 ? null : telling.sort().join(' ');
}
