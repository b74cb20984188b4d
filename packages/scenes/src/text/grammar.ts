import { NOUNS } from '../nouns';

/** Number words by number; captions count from one to five. */
export const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five'] as const;

/** Words for the two sizes that are told. Nothing is said about things of medium size. The lists pair up, word by word. */
export const SIZE_WORDS = { small: ['small', 'small', 'tiny'], large: ['large', 'large', 'huge'] } as const;

const PLURALS: ReadonlyMap<string, string> = new Map(NOUNS.map(({ noun, plural }) => [noun, plural]));

/** Words whose first letter misleads about the sound. */
const AN_WORDS = new Set(['hour', 'hourglass', 'honest', 'heir']);
const A_WORD = /^(uni|use|usu|ute|uk|eu|one)/i;

/** The noun in the singular, or in the plural if there is any other number than one. */
export function nounForm(noun: string, count: number): string {
  return count === 1 ? noun : (PLURALS.get(noun) ?? `${noun}s`);
}

/** "a" or "an", by the sound of the next word. */
export function indefiniteArticle(nextWord: string): 'a' | 'an' {
  const word = nextWord.toLowerCase();
  if (AN_WORDS.has(word.split(/[ -]/)[0]!)) return 'an';
  return /^[aeiou]/.test(word) && !A_WORD.test(word) ? 'an' : 'a';
}
