import type { LexicalContext } from './lexical-context';
import type { NounPhrase } from './noun-phrases';
import { type Attribute, attributeOf, isAttributeWord } from './vocabulary/attribute-index';
import { thingsOf } from './vocabulary/object-index';

/** An attribute word in a text with the thing that it describes. */
export interface Description {
  /** Index of the word. */
  word: number;
  /** What it describes; undefined if the text is nothing but the attribute, as in the answer "Red." */
  phrase?: NounPhrase;
  attribute: Attribute;
}

const COPULA = /^(?:is|are|was|were|look|looks|painted|colored|coloured|dyed|tinted)$/;
const DEGREE = /^(?:very|all|mostly|completely|quite|bright|dark|light|pale|painted|colored|also|both|currently|now)$/;
const SHORT_ANSWER = 5;

/** All attributes in a text that plainly describe a thing. */
export function findDescriptions(context: LexicalContext): Description[] {
  const { words, phrases } = context.parsed;
  const found: Description[] = [];
  const seen = new Set<number>();
  // A dog's coat is fur.
  const hasFur = phrases.some(({ noun }) => thingsOf(noun)[0]?.objectClass.kind === 'animal');
  for (const phrase of phrases) {
    for (const word of phrase.modifiers) {
      if (word >= phrase.head || !isPlainAttribute(context, word) || isFixedName(context, word, phrase)) continue;
      seen.add(word);
      const attribute = attributeOf(words[word]!.lower, phrase.noun === 'coat' && hasFur ? 'fur' : phrase.noun);
      if (attribute !== null) found.push({ word, phrase, attribute });
    }
  }
  for (const [word, { lower }] of words.entries()) {
    if (seen.has(word) || !isAttributeWord(lower) || !isPlainAttribute(context, word)) continue;
    if (phrases.some(({ first, last }) => word >= first && word <= last)) continue;
    const phrase = subjectOf(context, word);
    if (phrase === null) continue;
    const noun = phrase?.noun ?? askedNoun(context);
    const attribute = attributeOf(lower, noun);
    if (attribute !== null) found.push({ word, ...(phrase === undefined ? {} : { phrase }), attribute });
  }
  return found;
}

/** The thing that an attribute behind it describes ("the car is red"); undefined if the attribute is the whole answer, null if there is none. */
function subjectOf({ parsed }: LexicalContext, word: number): NounPhrase | undefined | null {
  const { words, phrases } = parsed;
  const next = words[word + 1];
  if (next !== undefined && /^(?:NOUN|PROPN)$/.test(next.tag)) return null;
  let at = word - 1;
  while (at >= 0 && (DEGREE.test(words[at]!.lower) || words[at]!.tag === 'ADV')) at -= 1;
  if (at < 0) return words.filter(({ tag }) => tag !== 'PUNCT').length <= SHORT_ANSWER && phrases.length === 0 ? undefined : null;
  if (!COPULA.test(words[at]!.lower) && !COPULA.test(words[word - 1]!.lower)) return null;
  if (words[at]!.tag === 'VERB' && words[at - 1]?.tag === 'AUX') at -= 1;
  while (at > 0 && (words[at - 1]!.tag === 'AUX' || /^(?:that|which)$/.test(words[at - 1]!.lower))) at -= 1;
  const before = phrases.findLast(({ last }) => last === at - 1);
  if (before === undefined) return at === 1 && /^(?:it|they)$/.test(words[0]!.lower) && words.length <= SHORT_ANSWER ? undefined : null;
  // In "the man on the chair is tall" the nearest noun is not the subject.
  if (before.preposition !== undefined) return null;
  return before;
}

/** The thing that the prompt asks about last, for answers that are nothing but an attribute. */
function askedNoun({ question, asked }: LexicalContext): string | undefined {
  return question.kind === 'describe' ? undefined : asked().at(-1);
}

function isPlainAttribute({ parsed }: LexicalContext, index: number): boolean {
  const { text, words } = parsed;
  const { lower, blocked, quoted, proper, start, end } = words[index]!;
  return isAttributeWord(lower) && !blocked && !quoted && !proper && text.slice(start, end).toLowerCase() === lower;
}

/** "black bear", "green beans": an adjective that names the kind. WordNet lists such pairs. */
function isFixedName({ parsed, wordNet }: LexicalContext, word: number, phrase: NounPhrase): boolean {
  if (word !== phrase.head - 1) return false;
  const pair = `${parsed.words[word]!.lower} ${phrase.noun}`;
  return NAMED_PAIRS.has(pair) || (wordNet.senses(pair).length > 0 && !FREE_PAIRS.has(pair));
}

/** Kinds of things that WordNet does not list. */
const NAMED_PAIRS = new Set([
  'high chair',
  'high heel',
  'hard hat',
  'dark chocolate',
  'long jump',
  'old town',
  'open air',
  'full moon',
  'raw bar',
  'wet bar',
  'dry dock',
  'dirty martini',
]);
/** Listed in WordNet with another meaning than captions have. */
const FREE_PAIRS = new Set([
  'red light',
  'green light',
  'old man',
  'old woman',
  'old lady',
  'young lady',
  'young man',
  'big cat',
  'short pants',
  'long pants',
  'black cat',
  'white horse',
  'red flag',
  'white flag',
  'blue sky',
  'open door',
  'closed door',
]);
