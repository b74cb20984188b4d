import type { Edit } from '../edit';
import { changeWords } from './change-words';
import { pluralOf, pluralVerb, singularVerb } from './inflect';
import type { LexicalContext } from './lexical-context';
import type { NounPhrase } from './noun-phrases';
import { thingsOf } from './vocabulary/object-index';

const PRONOUNS =
  /^(?:it|its|itself|they|them|their|theirs|themselves|he|his|him|himself|she|her|herself|who|that|which|these|those|this|each|all|some)$/;
/** Nouns that change with the number of those who have them: "two men with hats" is "a man with a hat". */
const SHARED = /^(?:with|wearing|holding|carrying|in)$/;

/**
 * Edits, labelled `ignore`, that make the rest of a text agree with another number of a thing: the noun, and the verbs that go with it.
 *
 * @returns null where pronouns or other words speak of the thing, so that no change of endings would do.
 */
export function repairAgreement({ parsed }: LexicalContext, phrase: NounPhrase, to: 1 | 2): Edit[] | null {
  const { words, phrases } = parsed;
  const { head, last, noun, number, determiner, plural } = phrase;
  if (plural !== (to === 1) || thingsOf(noun).some(({ objectClass }) => objectClass.number !== 'count')) return null;
  if (phrases.filter((other) => other.noun === noun).length > 1) return null;
  if (to === 1 && determiner !== undefined && number !== undefined) return null;
  const sentence = words[head]!.sentence;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (word.sentence < sentence || word.sentence > sentence + 1 || (index >= phrase.first && index <= last)) continue;
    if (index > last && PRONOUNS.test(word.lower)) return null;
    if (index > last && word.sentence === sentence && SHARED.test(word.lower) && index <= last + 2) return null;
  }
  // "a dog and a cat are": the subject stays plural.
  if (/^(?:and|,|or)$/.test(words[last + 1]?.lower ?? '') || /^(?:and|or)$/.test(words[phrase.first - 1]?.lower ?? '')) {
    if (
      words.some(
        ({ sentence: other, lower, tag }, index) =>
          index > last && other === sentence && (tag === 'AUX' || tag === 'VERB') && !/(?:ing|ed)$/.test(lower),
      )
    )
      return null;
  }
  const edits = changeWords(parsed, head, last, to === 1 ? noun : pluralOf(noun), 'ignore');
  if (edits.length === 0 && pluralOf(noun) !== noun) return null;
  const verb = verbOf(parsed, phrase);
  if (verb === null) return null;
  if (verb !== undefined) {
    const { lower } = words[verb]!;
    const wanted = to === 1 ? singularVerb(lower) : pluralVerb(lower);
    if (wanted !== lower) edits.push(...changeWords(parsed, verb, verb, wanted, 'ignore'));
  }
  const there = thereVerb(parsed, phrase);
  if (there !== undefined)
    edits.push(
      ...changeWords(parsed, there, there, to === 1 ? singularVerb(words[there]!.lower) : pluralVerb(words[there]!.lower), 'ignore'),
    );
  return edits;
}

/** The finite verb whose subject the phrase is; undefined if it has none, null if that is not clear. */
function verbOf({ words }: LexicalContext['parsed'], { last, preposition, first, plural }: NounPhrase): number | undefined | null {
  const { sentence } = words[last]!;
  const subject = preposition === undefined && !/^(?:VERB|AUX)$/.test(words[first - 1]?.tag ?? '');
  const next = words[last + 1];
  if (next === undefined || next.sentence !== sentence || /^[.,;]$/.test(next.text)) return undefined;
  if (!subject) return undefined;
  if (isFiniteVerb(next.lower, next.tag, plural)) return last + 1;
  if (next.tag === 'ADV' && isFiniteVerb(words[last + 2]?.lower ?? '', words[last + 2]?.tag ?? '', plural)) return last + 2;
  if (!/^(?:ADP|CCONJ|SCONJ|VERB|PUNCT)$/.test(next.tag)) return null;
  // A finite verb further on may or may not be this subject's.
  for (let index = last + 1; index < words.length && words[index]!.sentence === sentence; index += 1) {
    const { lower, tag } = words[index]!;
    if (tag === 'AUX' || (tag === 'VERB' && !/(?:ing|ed|en)$/.test(lower))) return null;
  }
  return undefined;
}

function isFiniteVerb(lower: string, tag: string, plural: boolean): boolean {
  if (/^(?:is|are|was|were|has|have)$/.test(lower)) return true;
  return tag === 'VERB' && /^[a-z]{3,}$/.test(lower) && !/(?:ing|ed)$/.test(lower) && lower.endsWith('s') !== plural;
}

/** The "is" of "there is a dog". */
function thereVerb({ words }: LexicalContext['parsed'], { first }: NounPhrase): number | undefined {
  const verb = words[first - 1];
  return verb !== undefined && /^(?:is|are|was|were)$/.test(verb.lower) && words[first - 2]?.lower === 'there' ? first - 1 : undefined;
}
