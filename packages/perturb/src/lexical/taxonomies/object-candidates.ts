import type { Edit } from '../../edit';
import { changeWords } from '../change-words';
import { pluralOf, singularOf } from '../inflect';
import { type Candidate, isMentioned, isStated, type LexicalContext } from '../lexical-context';
import type { NounPhrase } from '../noun-phrases';
import { repairGender } from '../repair-gender';
import { attributeOf, isAttributeWord } from '../vocabulary/attribute-index';
import { isCompanion } from '../vocabulary/companions';
import { NOT_THINGS } from '../vocabulary/function-words';
import { type Thing, thingsOf } from '../vocabulary/object-index';
import { coordinateTerms } from './coordinate-terms';

/** All mentions of one thing, and what it could be instead. */
export interface ReplaceableThing {
  mentions: readonly NounPhrase[];
  noun: string;
  alternatives: readonly (readonly [noun: string, weight: number])[];
  /** Share of its class's weight that the alternatives have; a thing that is its class's most common is replaced more rarely. */
  weight: number;
}

/** Weight of a thing that no class has: their replacements come from WordNet alone, and fit their places less often. */
const UNCLASSED_WEIGHT = 0.15;

/** The things of a text that another could be told in the place of. */
export function replaceableThings(context: LexicalContext, select: (mentions: readonly NounPhrase[]) => boolean): ReplaceableThing[] {
  const groups = new Map<string, NounPhrase[]>();
  for (const phrase of context.parsed.phrases) groups.set(phrase.noun, [...(groups.get(phrase.noun) ?? []), phrase]);
  const found: ReplaceableThing[] = [];
  for (const [noun, mentions] of groups) {
    if (!select(mentions) || NOT_THINGS.has(noun) || !mentions.every((phrase) => isExchangeable(context, phrase))) continue;
    if (namesMore(context, noun, mentions) || askedAbout(context, noun) || hasCompanion(context, noun, mentions)) continue;
    const thing = thingOf(noun, mentions);
    if (thing === 'unfit') continue;
    const nouns = thing === null ? coordinateTerms(context, noun, mentions) : thing.others;
    const alternatives = nouns
      .filter((other) => fits(context, noun, other, mentions))
      .map((other) => [other, context.weights.weightOf(other)] as const);
    if (alternatives.length === 0) continue;
    const total = alternatives.reduce((sum, [, weight]) => sum + weight, 0);
    const weight = thing === null ? UNCLASSED_WEIGHT : total / (total + context.weights.weightOf(noun));
    found.push({ mentions, noun, alternatives, weight });
  }
  return found;
}

/** The change of all mentions of a thing to one other. */
export function replaceThing(context: LexicalContext, { mentions, noun, alternatives, weight }: ReplaceableThing): Candidate {
  return {
    weight,
    draw: () => {
      const other = context.random.weighted(alternatives);
      const edits = mentions.flatMap(({ head, last, plural }): Edit[] =>
        changeWords(
          context.parsed,
          head,
          last,
          plural && thingsOf(other).every(({ objectClass }) => objectClass.number === 'count') ? pluralOf(other) : other,
        ),
      );
      return repairGender(context, noun, other, mentions, edits);
    },
  };
}

/** The class that a noun belongs to by its number; null if it has none, 'unfit' if its grammar fits none of them. */
function thingOf(noun: string, mentions: readonly NounPhrase[]): Thing | null | 'unfit' {
  const things = thingsOf(noun);
  if (things.length === 0) return null;
  const counted = mentions.some(({ plural, determiner, number }) => plural || determiner !== undefined || number !== undefined);
  const thing = things.find(({ objectClass }) =>
    objectClass.number === 'mass' ? !mentions.some(({ plural }) => plural) && !counted : counted || objectClass.number === 'plural',
  );
  if (thing === undefined && mentions.length === 1 && things[0]!.objectClass.number === 'count' && mentions[0]!.first === 0)
    return things[0]!;
  return thing ?? 'unfit';
}

/** Whether a phrase's head can be another without its surroundings giving it away. */
function isExchangeable(context: LexicalContext, phrase: NounPhrase): boolean {
  const { words } = context.parsed;
  if (!isStated(context, phrase)) return false;
  if (words[phrase.head - 1]?.lower === '-' || words[phrase.last + 1]?.text === '-') return false;
  // "a glass stand": a verb that does not agree is no verb, and its subject no head.
  const next = words[phrase.last + 1];
  if (!phrase.plural && next?.tag === 'VERB' && !/(?:s|ed|en|ing|ung)$/.test(next.lower) && next.start > words[phrase.last]!.end)
    return false;
  // "a poster of a horse": only containers have an "of" that fits another of their class. "Facing the camera" is said of no camera in the picture.
  if (next?.lower === 'of' && !thingsOf(phrase.noun).some(({ objectClass }) => objectClass.kind === 'container')) return false;
  if (phrase.noun === 'camera' && words[phrase.first]!.lower === 'the') return false;
  // "kitchen table", "pizza box": only what describes any thing may stand before the head.
  return phrase.modifiers.every((index) => {
    const { tag, lower } = words[index]!;
    return !/^(?:NOUN|PROPN)$/.test(tag) || isAttributeWord(lower);
  });
}

/** Whether the text speaks of the thing by other words than the mentions' heads, which would contradict a change. */
function namesMore({ parsed, wordNet }: LexicalContext, noun: string, mentions: readonly NounPhrase[]): boolean {
  const last = noun.slice(noun.lastIndexOf(' ') + 1);
  const heads = new Set(mentions.map((phrase) => phrase.last));
  for (const [index, { lower }] of parsed.words.entries()) {
    if (heads.has(index)) continue;
    if (lower === last || singularOf(lower) === last) return true;
    // "the dog's dog-sized bed"
    if (lower.includes('-') && lower.split('-').includes(last)) return true;
  }
  // A puppy that was called a dog before, a couch that is called a sofa next.
  return parsed.phrases.some((other) => other.noun !== noun && !NOT_THINGS.has(other.noun) && wordNet.isKindOf(other.noun, noun));
}

/** A thing that the prompt asks about is there; a text that says otherwise would be no answer. */
function askedAbout({ question }: LexicalContext, noun: string): boolean {
  return question.kind !== 'describe' && new RegExp(`\\b(?:${noun}|${pluralOf(noun)})\\b`).test(question.text);
}

function hasCompanion({ parsed, question }: LexicalContext, noun: string, mentions: readonly NounPhrase[]): boolean {
  const sentences = new Set(mentions.flatMap(({ head }) => [parsed.words[head]!.sentence, parsed.words[head]!.sentence + 1]));
  const parts = noun.split(' ');
  const names = parts.length === 1 ? parts : [parts[0]!, parts.at(-1)!];
  const own = new Set(parts.flatMap((part) => [part, pluralOf(part)]));
  const goesWith = (word: string): boolean =>
    !own.has(word) && names.some((name) => isCompanion(name, word) || isCompanion(name, singularOf(word)));
  if (parsed.words.some(({ sentence, lower }) => sentences.has(sentence) && goesWith(lower))) return true;
  return question.kind !== 'describe' && (question.text.match(/[a-z]+/g) ?? []).some(goesWith);
}

/** What things are in, and what they are on. */
const IN_ONLY =
  /^(?:bowl|basket|bucket|box|barrel|pot|car|truck|van|minivan|helicopter|vase|cup|mug|jar|purse|suitcase|backpack|bag|kitchen|bathroom|bedroom|living room|dining room|garage|forest|orchard|vineyard|lake|pond|river)$/;
const ON_ONLY =
  /^(?:plate|platter|tray|cutting board|shelf|counter|table|desk|bench|stool|couch|bicycle|motorcycle|scooter|horse|donkey|cliff|bridge|balcony|porch|patio|sandwich|pizza|baking sheet)$/;

/** Whether a thing can be where the preposition puts it: on a plate, and in a bowl. */
function fitsPreposition({ parsed }: LexicalContext, other: string, { preposition }: NounPhrase): boolean {
  const before = preposition === undefined ? undefined : parsed.words[preposition]!.lower;
  return !((before === 'in' && ON_ONLY.test(other)) || (before === 'on' && IN_ONLY.test(other)));
}

/** Whether a thing is false and plausible in the place of another. */
function fits(context: LexicalContext, noun: string, other: string, mentions: readonly NounPhrase[]): boolean {
  const { wordNet, parsed } = context;
  if (isMentioned(context, other) || wordNet.areRelated(noun, other)) return false;
  if (!mentions.every((phrase) => fitsPreposition(context, other, phrase))) return false;
  for (const phrase of parsed.phrases) {
    if (phrase.noun === noun || NOT_THINGS.has(phrase.noun)) continue;
    const kind = wordNet.isKindOf(noun, phrase.noun);
    // "The animal" of the next sentence is the dog: what replaces the dog is an animal too, and nothing else that is mentioned.
    if (kind ? !wordNet.isKindOf(other, phrase.noun) : wordNet.areRelated(other, phrase.noun)) return false;
  }
  // What is said of the thing must go with the other: bananas are not red.
  return mentions.every(({ modifiers }) =>
    modifiers.every((index) => {
      const { lower } = parsed.words[index]!;
      return !isAttributeWord(lower) || attributeOf(lower, noun) === null || attributeOf(lower, other) !== null;
    }),
  );
}
