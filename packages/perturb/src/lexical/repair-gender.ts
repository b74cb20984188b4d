import type { Edit } from '../edit';
import { changeWords } from './change-words';
import type { LexicalContext } from './lexical-context';
import type { NounPhrase } from './noun-phrases';

const FEMALE = new Set('woman lady girl waitress policewoman'.split(' '));
const MALE = new Set('man guy gentleman boy fireman policeman waiter'.split(' '));
const TO_FEMALE: ReadonlyMap<string, string> = new Map([
  ['he', 'she'],
  ['his', 'her'],
  ['him', 'her'],
  ['himself', 'herself'],
]);
const TO_MALE: ReadonlyMap<string, string> = new Map([
  ['she', 'he'],
  ['herself', 'himself'],
  ['hers', 'his'],
]);
const PERSONAL = new Set([...TO_FEMALE.keys(), ...TO_MALE.keys(), 'her']);

/** Adds changes of pronouns to the change of a person, labelled `ignore`; null where it is not clear whom the pronouns mean. */
export function repairGender(
  { parsed, wordNet }: LexicalContext,
  noun: string,
  other: string,
  mentions: readonly NounPhrase[],
  edits: Edit[],
): Edit[] | null {
  const toFemale = FEMALE.has(other);
  if (!toFemale && !MALE.has(other)) return edits;
  const from = FEMALE.has(noun) ? 'female' : MALE.has(noun) ? 'male' : undefined;
  if (from === undefined || (from === 'female') === toFemale) return edits;
  const pronouns = [...parsed.words.entries()].filter(([, { lower, quoted }]) => PERSONAL.has(lower) && !quoted);
  if (pronouns.length === 0) return edits;
  const others = parsed.phrases.some(
    (phrase) =>
      !mentions.includes(phrase) &&
      (wordNet.isKindOf(phrase.noun, 'person') || /^(?:people|children|couple)$/.test(phrase.noun)) &&
      isPersonName(phrase.noun),
  );
  if (others) return null;
  const repairs = pronouns.flatMap(([index, { lower }]) => {
    const wanted = toFemale ? TO_FEMALE.get(lower) : lower === 'her' ? maleHer(parsed.words[index + 1]?.tag) : TO_MALE.get(lower);
    return wanted === undefined ? [] : changeWords(parsed, index, index, wanted, 'ignore');
  });
  return [...edits, ...repairs];
}

/** Many things share a word with some kind of person ("mouse", "rocker"); only these are taken for one. */
function isPersonName(noun: string): boolean {
  return /(?:man|woman|men|boy|girl|child|person|people|lady|guy|kid|baby|player|er|ist|or|couple|crowd)$/.test(noun);
}

/** "her" is "his" before a noun and what describes it, and "him" elsewhere. */
function maleHer(nextTag: string | undefined): string {
  return nextTag !== undefined && /^(?:NOUN|PROPN|ADJ|NUM|VERB)$/.test(nextTag) ? 'his' : 'him';
}
