import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItsFunction } from 'wink-nlp';
import { correctTag } from './correct-tag';
import { findNounPhrases } from './noun-phrases';
import type { ParsedText } from './parsed-text';
import { plainTextOf } from './plain-text';
import { findQuotes, type Quote } from './quotes';
import type { TaggedWord } from './tagged-word';
import { ABSENCES, HEDGES, NEGATIONS } from './vocabulary/function-words';
import type { WordNet } from './wordnet';

/** Parses texts with the tagger of wink-nlp. */
export type Parser = (text: string) => ParsedText;

export function createParser(wordNet: WordNet): Parser {
  const nlp = winkNLP(model, ['sbd', 'pos']);
  const partOfSpeech = nlp.its.pos as unknown as ItsFunction<string[]>;
  return (text) => {
    const { plain, uncased, casing } = plainTextOf(text);
    const tokens = nlp.readDoc(uncased).tokens();
    const quotes = findQuotes(plain);
    const words = joinHyphens(
      locate(plain, uncased, tokens.out() as string[], tokens.out(partOfSpeech as never) as unknown as string[]),
      plain,
    );
    markSentences(words, text);
    markQuoted(words, quotes);
    if (casing === 'sentence') markNames(words);
    for (const index of words.keys()) correctTag(words, index);
    markBlocked(words);
    return { text, words, phrases: findNounPhrases(words, wordNet), quotes, casing };
  };
}

/** A digit beside a letter. */
const MIXED = /[0-9][A-Za-z]|[A-Za-z][0-9]/;

/** The tokens with their places in the text; the tokenizer drops white space and keeps everything else in order. */
function locate(plain: string, uncased: string, tokens: readonly string[], tags: readonly string[]): TaggedWord[] {
  const words: TaggedWord[] = [];
  let cursor = 0;
  for (const [index, token] of tokens.entries()) {
    const start = uncased.indexOf(token, cursor);
    if (start === -1) continue;
    cursor = start + token.length;
    if (token.trim() === '') continue;
    // The tokenizer takes "no." for the abbreviation of "number".
    const end = /^no\.$/i.test(token) ? cursor - 1 : cursor;
    const previous = words.at(-1);
    // It takes "45a" apart, of which neither part is a word.
    if (previous !== undefined && previous.end === start && MIXED.test(plain.slice(start - 1, start + 1))) {
      words[words.length - 1] = wordAt(plain, previous.start, end, 'X');
    } else words.push(wordAt(plain, start, end, tags[index]!));
    if (end < cursor) words.push(wordAt(plain, end, cursor, 'PUNCT'));
  }
  return words;
}

function wordAt(plain: string, start: number, end: number, tag: string): TaggedWord {
  const text = plain.slice(start, end);
  return { start, end, text, lower: text.toLowerCase(), tag, sentence: 0, quoted: false, blocked: false, proper: false };
}

/** "two - story" is one word. Its tag is the last part's; before a noun a compound ending in a noun or a participle describes. */
function joinHyphens(words: readonly TaggedWord[], plain: string): TaggedWord[] {
  const joined: TaggedWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    let word = words[index]!;
    while (
      words[index + 2] !== undefined &&
      words[index + 1]!.text === '-' &&
      words[index + 1]!.start === word.end &&
      words[index + 2]!.start === words[index + 1]!.end &&
      /^[A-Za-z]/.test(words[index + 2]!.text) &&
      /[A-Za-z0-9]$/.test(word.text)
    ) {
      const last = words[index + 2]!;
      const next = words[index + 3];
      const describes = last.tag === 'VERB' || last.tag === 'ADJ' || (next !== undefined && (next.tag === 'NOUN' || next.tag === 'ADJ'));
      const lower = `${word.lower}-${last.lower}`;
      word = { ...word, end: last.end, text: plain.slice(word.start, last.end), lower, tag: describes ? 'ADJ' : last.tag };
      index += 2;
    }
    joined.push(word);
  }
  return joined;
}

function markSentences(words: readonly TaggedWord[], text: string): void {
  let sentence = 0;
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1];
    if (previous !== undefined && (/^[.!?]$/.test(previous.text) || /[\n\r]/.test(text.slice(previous.end, word.start)))) {
      // A closing quotation mark still belongs to the sentence before it.
      if (!/^["')]$/.test(word.text) || word.start > previous.end) sentence += 1;
    }
    word.sentence = sentence;
  }
}

function markQuoted(words: readonly TaggedWord[], quotes: readonly Quote[]): void {
  let at = 0;
  for (const word of words) {
    while (at < quotes.length && quotes[at]!.end <= word.start) at += 1;
    const quote = quotes[at];
    word.quoted = quote !== undefined && word.start >= quote.start && word.end <= quote.end;
  }
}

function markNames(words: readonly TaggedWord[]): void {
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1];
    const first = previous === undefined || previous.sentence !== word.sentence || /^["'(:]$/.test(previous.text);
    if (!/^[A-Z]/.test(word.text)) continue;
    const next = words[index + 1];
    // "Central Park": a name may begin the sentence too.
    word.proper =
      !first ||
      (next !== undefined &&
        next.sentence === word.sentence &&
        /^[A-Z][a-z]/.test(next.text) &&
        !/^(?:a|an|the|two|three|four|in|on)$/.test(word.lower));
  }
}

function markBlocked(words: readonly TaggedWord[]): void {
  let from = 0;
  while (from < words.length) {
    let to = from;
    while (to < words.length && words[to]!.sentence === words[from]!.sentence) to += 1;
    const sentence = words.slice(from, to);
    const denied = sentence.some(({ lower, quoted }) => !quoted && NEGATIONS.has(lower)) || sentence.at(-1)!.text === '?';
    let blocked = denied;
    let guessed = false;
    for (const [index, word] of sentence.entries()) {
      if (!word.quoted) {
        if (ABSENCES.has(word.lower)) blocked = true;
        else if (isGuess(sentence, index)) guessed = true;
        else if (!denied && /^[,;:.]$/.test(word.text)) blocked = false;
      }
      word.blocked = blocked || guessed;
    }
    // What precedes "or" is one of the things that it may be.
    const either = sentence.findIndex(({ lower, quoted }) => lower === 'or' && !quoted);
    if (either !== -1) for (const word of sentence.slice(0, either)) word.blocked = true;
    // "instead of a hat", "rather than"
    for (const [index, word] of sentence.entries()) {
      if ((word.lower === 'instead' || word.lower === 'free' || word.lower === 'devoid') && sentence[index + 1]?.lower === 'of')
        for (const rest of sentence.slice(index)) rest.blocked = true;
      if (word.lower === 'rather' && sentence[index + 1]?.lower === 'than') for (const rest of sentence.slice(index)) rest.blocked = true;
    }
    from = to;
  }
}

function isGuess(sentence: readonly TaggedWord[], index: number): boolean {
  const { lower, tag } = sentence[index]!;
  if (!HEDGES.has(lower)) return /^appear/.test(lower) && sentence[index + 1]?.lower === 'to';
  return lower !== 'may' || tag !== 'PROPN';
}
