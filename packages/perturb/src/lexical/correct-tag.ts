import { pluralVerb, singularOf } from './inflect';
import type { TaggedWord } from './tagged-word';
import { isAttributeWord, isColour } from './vocabulary/attribute-index';
import { DETERMINERS, VERB_STEMS } from './vocabulary/function-words';
import { isKnownNoun } from './vocabulary/object-index';

const NOUN_ENDS = /^(?:NOUN|PROPN)$/;
const STARTS_OBJECT = /^(?:DET|ADP|ADV|PRON|NUM|PUNCT|ADJ|SCONJ)$/;
/** Words that are prepositions or adverbs of place in captions, whatever the tagger makes of them. */
const PLACES = new Set(
  'on in under below above behind inside outside next near beside across atop over beneath underneath between along'.split(' '),
);
/** Nouns that look like participles. */
const NOUNS_IN_ING = new Set(
  'building ceiling railing clothing awning frosting icing wedding lighting bedding crossing wing ring king string spring'.split(' '),
);
const FUNCTION_TAG: ReadonlyMap<string, string> = new Map([
  ['while', 'SCONJ'],
  ['past', 'ADP'],
  ['front', 'NOUN'],
]);

/** Repairs what the tagger often gets wrong in captions. Words before `index` are right already. */
export function correctTag(words: readonly TaggedWord[], index: number): void {
  const word = words[index]!;
  const previous = words[index - 1];
  const next = words[index + 1];
  const { lower } = word;
  if (PLACES.has(lower) && word.tag !== 'ADP' && lower !== 'next') word.tag = 'ADP';
  if (word.tag === 'VERB' && NOUNS_IN_ING.has(lower) && previous !== undefined && previous.tag !== 'AUX') word.tag = 'NOUN';
  const known = FUNCTION_TAG.get(lower);
  if (known !== undefined) word.tag = known;
  const afterModifier = previous !== undefined && (/^(?:DET|ADJ|NUM)$/.test(previous.tag) || DETERMINERS.has(previous.lower));
  if (isColour(lower)) {
    const coordinated = next?.tag === 'CCONJ' && !isColour(words[index + 2]?.lower ?? '') && previous?.lower === 'an';
    const head = next === undefined || coordinated || !/^(?:NOUN|PROPN|ADJ|VERB|CCONJ)$/.test(next.tag);
    const fruit = (lower === 'orange' && head && afterModifier && previous.tag !== 'AUX') || lower === 'oranges';
    word.tag = fruit ? 'NOUN' : 'ADJ';
    return;
  }
  const afterPlural = previous !== undefined && NOUN_ENDS.test(previous.tag) && previous.lower !== singularOf(previous.lower);
  if (afterPlural && VERB_STEMS.has(lower) && next !== undefined && /^(?:DET|ADP|ADV|NUM)$/.test(next.tag) && word.tag !== 'ADP')
    word.tag = 'VERB';
  // "Two girls share an umbrella", "A man throws a ball": what stands between a noun and an article is a verb of its number.
  const beforeArticle = next !== undefined && /^(?:an?|the|his|her|its|their)$/.test(next.lower);
  if (
    word.tag === 'NOUN' &&
    beforeArticle &&
    !word.proper &&
    previous !== undefined &&
    NOUN_ENDS.test(previous.tag) &&
    afterPlural !== lower.endsWith('s')
  )
    word.tag = 'VERB';
  if (NOUN_ENDS.test(word.tag) && previous !== undefined && NOUN_ENDS.test(previous.tag) && !word.proper) {
    if (lower.endsWith('s') && VERB_STEMS.has(pluralVerb(lower)) && (next === undefined || STARTS_OBJECT.test(next.tag))) word.tag = 'VERB';
    else if (lower.endsWith('ing') && !isKnownNoun(lower) && (next === undefined || STARTS_OBJECT.test(next.tag))) word.tag = 'VERB';
    else if (lower.endsWith('ed') && next !== undefined && next.tag === 'ADP') word.tag = 'VERB';
    return;
  }
  if (word.tag === 'NOUN' && lower.endsWith('ing') && previous !== undefined && previous.tag === 'AUX') word.tag = 'VERB';
  if (
    word.tag === 'VERB' &&
    afterModifier &&
    (isKnownNoun(singularOf(lower)) || isKnownNoun(lower)) &&
    (next === undefined || !/^(?:DET|NOUN)$/.test(next.tag))
  )
    word.tag = 'NOUN';
  const ends = next === undefined || next.tag === 'PUNCT';
  if (word.tag === 'VERB' && ends && previous?.tag === 'CCONJ' && isKnownNoun(lower)) word.tag = 'NOUN';
  if (word.tag === 'ADV' && afterModifier && isAttributeWord(lower) && !isColour(next?.lower ?? '')) word.tag = 'ADJ';
  if (word.tag === 'ADV' && /^(?:large|small|big|tall|long|short)$/.test(lower)) word.tag = 'ADJ';
  if (word.tag === 'PROPN' && !word.proper && (isKnownNoun(singularOf(lower)) || isKnownNoun(lower))) word.tag = 'NOUN';
}
