/** A text as a classifier reads it: what was asked and what was said. */
export interface PromptedText {
  prompt: string;
  response: string;
}

/** Features of one text, in groups that weigh alike however many features they have. */
export interface TextFeatures {
  /** Words, runs of two and three, pairs with up to two words between, and for short answers pairs of a prompt's and an answer's word. */
  words: string[];
  /** Pieces of three to five characters of each word. */
  characters: string[];
  /** Lengths, counts of sentences, of different words and of repeated ones. */
  shape: string[];
}

/** Answers up to this many words and marks are read together with each word of their prompt. */
const SHORT_ANSWER = 12;

/** Most words between the two of a pair. */
const MOST_SKIPPED = 2;

const PIECE_LENGTHS = [3, 4, 5] as const;

/** The features of a text; each stands once, however often it occurs. */
export function textFeatures({ prompt, response }: PromptedText): TextFeatures {
  const said = wordsOf(response);
  const asked = said.length <= SHORT_ANSWER ? [...new Set(wordsOf(prompt))] : [];
  const words = new Set<string>();
  const characters = new Set<string>();
  for (const [index, word] of said.entries()) {
    const [before, earlier] = [said[index - 1] ?? '^', index >= 2 ? said[index - 2]! : '^'];
    words.add(word).add(`${before} ${word}`);
    if (index >= 1) words.add(`${earlier} ${before} ${word}`);
    for (let skipped = 1; skipped <= MOST_SKIPPED; skipped += 1) {
      const other = said[index - skipped - 1];
      if (other !== undefined) words.add(`${other} … ${word}`);
    }
    for (const other of asked) words.add(`${other} → ${word}`);
    const padded = ` ${word} `;
    for (const length of PIECE_LENGTHS) {
      for (let at = 0; at + length <= padded.length; at += 1) characters.add(padded.slice(at, at + length));
    }
  }
  const sentences = response.split(/[.!?](?:\s|$)/).filter((part) => part.trim() !== '').length;
  const different = new Set(said).size;
  const shape = [
    `sentences: ${sentences}`,
    `words: ${bin(said.length)}`,
    `characters: ${bin(response.length)}`,
    `different words in ${sentences} sentences: ${different}`,
    `repeated words: ${said.length - different}`,
    `numerals: ${(response.match(/\d+/g) ?? []).length}`,
    `capitals: ${bin((response.match(/\p{Lu}/gu) ?? []).length)}`,
  ];
  return { words: [...words], characters: [...characters], shape };
}

/** Lower-case words and single marks. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+(?:['’][\p{L}]+)*|\p{N}+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];
}

/** Neighbouring numbers in one bin, a tenth wide. */
function bin(value: number): number {
  return value < 10 ? value : Math.round(1.1 ** Math.round(Math.log(value) / Math.log(1.1)));
}
