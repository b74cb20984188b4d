import type { Casing } from './inflect';

/** A text for the parser, as long as the original, so that offsets are the same. */
export interface PlainText {
  /** Only printable ASCII: quotation marks and dashes are plain, all white space is a space, other letters are `x`. */
  plain: string;
  /** The same, with capitals only where names begin: a parser takes "Kids" for a name. */
  uncased: string;
  casing: Casing;
}

const PLAIN_MARKS: ReadonlyMap<string, string> = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['–', ','],
  ['—', ','],
  ['…', '.'],
]);
const UNUSUAL = /[^ -~]/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const EACH_UNUSUAL = /[^ -~]/gu;
/** The first letter of a sentence. */
const FIRST_LETTER = /(^|[.!?:;]\s+|\n\s*)(["'(]*)([A-Z])/g;
/** Share of words with a capital from which a text is taken to be in title case. */
const TITLE_SHARE = 0.7;
/** A shorter text in capitals may be a name. */
const MIN_CASED_WORDS = 4;

export function plainTextOf(text: string): PlainText {
  // Line breaks stay for now: they begin sentences.
  const lines = UNUSUAL.test(text) ? text.replace(EACH_UNUSUAL, plainCharacter) : text;
  const plain = lines.replaceAll('\n', ' ');
  const casing = casingOf(plain);
  const uncased = casing !== 'sentence' ? plain.toLowerCase() : lines.replace(FIRST_LETTER, lowerLetter).replaceAll('\n', ' ');
  return { plain, uncased, casing };
}

function lowerLetter(_: string, before: string, marks: string, letter: string): string {
  return before + marks + letter.toLowerCase();
}

function plainCharacter(character: string): string {
  const mark = PLAIN_MARKS.get(character);
  if (mark !== undefined) return mark;
  if (LINE_BREAK.test(character)) return '\n';
  return (/[\p{L}\p{M}\p{N}]/u.test(character) ? 'x' : ' ').repeat(character.length);
}

function casingOf(plain: string): Casing {
  const words = plain.match(/[A-Za-z][A-Za-z'-]*/g) ?? [];
  if (words.length < MIN_CASED_WORDS) return 'sentence';
  let capitals = 0;
  let upper = 0;
  for (const word of words) {
    if (!/^[A-Z]/.test(word)) continue;
    capitals += 1;
    if (word === word.toUpperCase()) upper += 1;
  }
  if (capitals / words.length < TITLE_SHARE) return 'sentence';
  return upper === words.length ? 'upper' : 'title';
}
