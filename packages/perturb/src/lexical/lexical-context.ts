import type { Random } from '@tldr-rm/random';
import type { Edit } from '../edit';
import { singularOf } from './inflect';
import type { NounPhrase } from './noun-phrases';
import type { ParsedText } from './parsed-text';
import type { Question } from './question';
import type { WordWeights } from './word-weights';
import type { WordNet } from './wordnet';

/** What every taxonomy works from. */
export interface LexicalContext {
  parsed: ParsedText;
  question: Question;
  /** Nouns of the prompt, parsed when first asked for. */
  asked(): readonly string[];
  /** All words of the text and the prompt, also in the singular, and what earlier changes brought in. */
  mentioned: ReadonlySet<string>;
  random: Random;
  wordNet: WordNet;
  weights: WordWeights;
}

/** A possible change of a text. */
export interface Candidate {
  /** How often it is drawn, relative to the others of its taxonomy. */
  weight: number;
  /** Draws the change; null where it turns out not to work. */
  draw(): Edit[] | null;
}

/** All words of texts in lower case, as they are and in the singular. */
export function wordSet(...texts: readonly string[]): Set<string> {
  const set = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.toLowerCase().matchAll(/[a-z]+(?:-[a-z]+)*/g)) {
      set.add(word);
      set.add(singularOf(word));
    }
  }
  return set;
}

/** Whether a noun, or the last word of a compound, has been mentioned. */
export function isMentioned({ mentioned }: LexicalContext, noun: string): boolean {
  return mentioned.has(noun.slice(noun.lastIndexOf(' ') + 1));
}

/** Whether the words of a phrase's head make a plain statement about a thing: not a name, not quoted, not denied. */
export function isStated({ parsed }: LexicalContext, { head, last }: NounPhrase): boolean {
  for (let index = head; index <= last; index += 1) {
    const word = parsed.words[index]!;
    if (word.blocked || word.quoted || word.proper || !isAscii(parsed.text, word)) return false;
  }
  return true;
}

/** Whether the text has a word as the parser saw it. */
export function isAscii(text: string, { start, end, text: word }: { start: number; end: number; text: string }): boolean {
  return text.slice(start, end) === word;
}
