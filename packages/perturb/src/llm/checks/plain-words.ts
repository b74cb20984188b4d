import { splitWords } from '@tldr-rm/align';

const ONLY_MARKS = /^[\p{P}\p{S}]+$/u;

/** Whether a word is a mark of punctuation, or several. */
export function isMark(word: string): boolean {
  return ONLY_MARKS.test(word);
}

/** A word as it is compared: in lower case, without accents and curled apostrophes. */
export function plainWord(word: string): string {
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}

/** The words of a text as they are compared, without marks. */
export function plainWords(text: string): string[] {
  return splitWords(text).flatMap(({ text: word }) => (isMark(word) ? [] : [plainWord(word)]));
}
