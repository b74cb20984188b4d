import { isPlural, pluralOf, singularOf } from './inflect';
import type { TaggedWord } from './tagged-word';
import { isAttributeWord, isColour } from './vocabulary/attribute-index';
import { DETERMINERS } from './vocabulary/function-words';
import { numberOf } from './vocabulary/numbers';
import { isKnownNoun, longestCompound } from './vocabulary/object-index';
import type { WordNet } from './wordnet';

/** A noun with what stands before it. All numbers are indices of words; ends are included. */
export interface NounPhrase {
  first: number;
  last: number;
  /** First word of the head; a compound such as "fire hydrant" is one head. The last is `last`. */
  head: number;
  /** The head in the singular, in lower case; words without a singular as they are. */
  noun: string;
  plural: boolean;
  /** Article, possessive or other determiner. */
  determiner?: number;
  /** A number word or numeral. */
  number?: number;
  /** Adjectives, participles and nouns between determiner and head. */
  modifiers: readonly number[];
  /** The preposition that governs the phrase, such as the "on" of "on the table". */
  preposition?: number;
}

/** Longest compound that is looked up, in words. */
const MAX_COMPOUND = 4;
const NOMINAL = /^(?:NOUN|PROPN)$/;

export function findNounPhrases(words: readonly TaggedWord[], wordNet: WordNet): NounPhrase[] {
  const phrases: NounPhrase[] = [];
  for (let index = 0; index < words.length; index += 1) {
    if (!isNominal(words[index]!)) continue;
    let last = index;
    while (isNominal(words[last + 1]) && words[last + 1]!.sentence === words[index]!.sentence) last += 1;
    phrases.push(phraseAt(words, index, last, phrases.at(-1)?.last ?? -1, wordNet));
    index = last;
  }
  return phrases;
}

function isNominal(word: TaggedWord | undefined): boolean {
  return word !== undefined && NOMINAL.test(word.tag) && !word.quoted && /^[A-Za-z]/.test(word.text);
}

function phraseAt(words: readonly TaggedWord[], runStart: number, last: number, floor: number, wordNet: WordNet): NounPhrase {
  const { head, noun } = headOf(words, last, floor, wordNet);
  const modifiers: number[] = [];
  let first = Math.min(runStart, head);
  for (let index = first; index < head; index += 1) modifiers.push(index);
  let number: number | undefined;
  let determiner: number | undefined;
  const sentence = words[last]!.sentence;
  for (let index = first - 1; index > floor && words[index]!.sentence === sentence && !words[index]!.quoted; index -= 1) {
    const word = words[index]!;
    if (DETERMINERS.has(word.lower) || word.tag === 'DET') {
      determiner = index;
      first = index;
      break;
    }
    if (number !== undefined) break;
    if (numberOf(word.lower) !== undefined) number = index;
    else if (!modifies(words, index, modifiers[0] ?? head)) break;
    else if (word.tag === 'ADJ' || word.tag === 'VERB' || isAttributeWord(word.lower)) modifiers.unshift(index);
    first = index;
  }
  const before = first - 1;
  const preposition = before > floor && words[before]!.tag === 'ADP' && words[before]!.sentence === sentence ? before : undefined;
  const phrase: NounPhrase = {
    first,
    last,
    head,
    noun,
    plural: isPluralWord(words[last]!.lower, noun) || isInvariantPlural(words, noun, number, determiner),
    modifiers,
  };
  if (determiner !== undefined) phrase.determiner = determiner;
  if (number !== undefined) phrase.number = number;
  if (preposition !== undefined) phrase.preposition = preposition;
  return phrase;
}

/** Whether a word describes the noun that begins at or after `next`: an adjective, a participle, an adverb, or a mark between adjectives. */
function modifies(words: readonly TaggedWord[], index: number, next: number): boolean {
  const { tag, lower, text } = words[index]!;
  if (lower === 'next' || lower === 'front') return false;
  if (isColour(lower) || tag === 'ADJ') return true;
  if (tag === 'VERB' && /(?:ed|en|ing)$/.test(lower)) {
    const before = words[index - 1];
    return (
      before !== undefined &&
      (DETERMINERS.has(before.lower) || before.tag === 'DET' || before.tag === 'ADJ' || numberOf(before.lower) !== undefined)
    );
  }
  const following = words[index + 1]!;
  const describing = next === index + 1 && (following.tag === 'ADJ' || following.tag === 'VERB');
  if (tag === 'ADV') return describing && /ly$|^(?:very|dark|light|bright|pale)$/.test(lower);
  const between = describing && words[index - 1] !== undefined && words[index - 1]!.tag === 'ADJ';
  return between && (text === ',' || lower === 'and');
}

function headOf(words: readonly TaggedWord[], last: number, floor: number, wordNet: WordNet): { head: number; noun: string } {
  const longest = Math.max(longestCompound(lemmaOf(words[last]!.lower)), longestCompound(words[last]!.lower));
  for (let length = Math.min(MAX_COMPOUND, last - floor); length > 1; length -= 1) {
    const start = last - length + 1;
    if (words[start]!.sentence !== words[last]!.sentence || !/^(?:NOUN|PROPN|ADJ|VERB)$/.test(words[start]!.tag)) continue;
    const noun = joined(words, start, last);
    if (length <= longest && isKnownNoun(noun)) return { head: start, noun };
    // Colours, sizes and ages before a noun describe it, though WordNet has "old man" and "black cat".
    if (length === 2 && !isAttributeWord(words[start]!.lower) && words[start]!.tag !== 'VERB' && wordNet.senses(noun).length > 0)
      return { head: start, noun };
  }
  return { head: last, noun: lemmaOf(words[last]!.lower) };
}

function joined(words: readonly TaggedWord[], start: number, last: number): string {
  let noun = '';
  for (let index = start; index < last; index += 1) noun += `${words[index]!.lower} `;
  const whole = noun + words[last]!.lower;
  return isKnownNoun(whole) ? whole : noun + singularOf(words[last]!.lower);
}

/** The singular, unless the word is known as it is ("pants"). */
function lemmaOf(word: string): string {
  return isKnownNoun(word) ? word : singularOf(word);
}

/** "three sheep", "sheep graze": a noun with one form for both numbers. */
function isInvariantPlural(
  words: readonly TaggedWord[],
  noun: string,
  number: number | undefined,
  determiner: number | undefined,
): boolean {
  if (pluralOf(noun) !== noun || singularOf(noun) !== noun || !isKnownNoun(noun) || UNCOUNTED.has(noun)) return false;
  if (number !== undefined) return numberOf(words[number]!.lower) !== 1;
  return determiner === undefined || /^(?:these|those|some|several|many|few|both)$/.test(words[determiner]!.lower);
}

/** Food goes without a plural where animals of the name have one form. */
const UNCOUNTED = new Set(['salmon', 'tuna', 'shrimp']);

function isPluralWord(word: string, noun: string): boolean {
  return (
    isPlural(word) ||
    (noun.endsWith(word) &&
      /^(?:pants|trousers|jeans|shorts|glasses|sunglasses|goggles|headphones|scissors|woods|people|overalls|slacks|earrings|binoculars|pliers|clothes|stairs)$/.test(
        word,
      )) ||
    /^(?:people|men|women|children)$/.test(word)
  );
}
