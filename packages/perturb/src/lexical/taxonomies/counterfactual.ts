import { indefiniteArticle } from '@tldr-rm/scenes';
import type { Edit } from '../../edit';
import { pluralOf, singularOf } from '../inflect';
import { type Candidate, isMentioned, isStated, type LexicalContext } from '../lexical-context';
import type { NounPhrase } from '../noun-phrases';
import type { TaggedWord } from '../tagged-word';
import {
  type Addition,
  ANIMAL_ADDITIONS,
  BUILDING_ADDITIONS,
  FOOD_ADDITIONS,
  INDOOR_ADDITIONS,
  OUTDOOR_ADDITIONS,
  PERSON_ADDITIONS,
  SURFACE_ADDITIONS,
  VEHICLE_ADDITIONS,
} from '../vocabulary/additions';
import { NOT_THINGS } from '../vocabulary/function-words';
import { thingsOf } from '../vocabulary/object-index';

const INDOORS =
  /^(?:room|kitchen|bathroom|bedroom|office|couch|sofa|bed|refrigerator|stove|oven|toilet|sink|counter|classroom|library|ceiling|carpet|rug|lamp|bookshelf|curtain|fireplace|living|dining|desk|shelf|hallway|floor|armchair|dresser|museum|lobby|hall|gym)$/;
const OUTDOORS =
  /^(?:street|road|field|grass|beach|mountain|hill|tree|park|lake|river|ocean|sea|sky|snow|forest|sidewalk|garden|yard|farm|meadow|desert|harbor|shore|hillside|lawn|highway|pasture|bridge|slope|wave|pond|path|trail|runway|barn|woods|playground|square|plaza|dock|pier|parking|coast|cliff|valley)$/;
const PERSONS =
  /^(?:man|woman|boy|girl|guy|lady|person|skateboarder|child|gentleman|tourist|farmer|chef|waiter|waitress|cyclist|musician|teenager|hiker|kid|photographer)$/;

/** Tells of something that is not there. */
export function counterfactualCandidates(context: LexicalContext): Candidate[] {
  const { parsed, question } = context;
  if (question.kind === 'yes-no' || question.kind === 'how-many') return [];
  const candidates: Candidate[] = [];
  for (const phrase of parsed.phrases) {
    const additions = additionsTo(phrase);
    if (additions === null || !isStated(context, phrase) || !isFreeToDescribe(context, phrase)) continue;
    const at = parsed.words[phrase.last]!.end;
    candidates.push({ weight: 1, draw: () => drawAddition(context, additions, at, false) });
  }
  for (const { at, isList } of sentenceEnds(context)) {
    const scene = sceneOf(context);
    if (scene !== null) candidates.push({ weight: 1, draw: () => drawAddition(context, scene, at, isList) });
  }
  return candidates;
}

function additionsTo({ noun, plural }: NounPhrase): readonly Addition[] | null {
  if (plural) return null;
  if (PERSONS.test(noun)) return PERSON_ADDITIONS;
  const things = thingsOf(noun);
  if (things.length === 0) return null;
  const { kind, small } = things[0]!.objectClass;
  if (small) return null;
  switch (kind) {
    case 'animal':
      return /^(?:dog|puppy|cat|kitten|horse|pony|cow|goat|sheep|donkey|rabbit|llama|pig)$/.test(noun) ? ANIMAL_ADDITIONS : null;
    case 'vehicle':
      return /^(?:car|truck|van|bus|suv|minivan|taxi)$/.test(noun) ? VEHICLE_ADDITIONS : null;
    case 'furniture':
      return /bed|bench|stool|chair/.test(noun) ? null : SURFACE_ADDITIONS;
    case 'food':
      return /^(?:pizza|sandwich|salad|burger|hamburger|cake|pie|pancake|omelet|steak|hot dog|taco)$/.test(noun) ? FOOD_ADDITIONS : null;
    case 'building':
      return BUILDING_ADDITIONS;
    default:
      return null;
  }
}

/** Whether what is put behind the phrase is about it and breaks nothing: an article before it, no name or possessive or relative clause behind it. */
function isFreeToDescribe({ parsed }: LexicalContext, { last, determiner, preposition, first }: NounPhrase): boolean {
  const { words } = parsed;
  if (determiner === undefined || !/^(?:a|an|the|one|this)$/.test(words[determiner]!.lower)) return false;
  const before = words[first - 1]?.lower;
  if (before === 'and' || before === 'or') return false;
  if (
    preposition !== undefined &&
    /^(?:like|as|than|for|by|into|through|over|from|to|along|across|down|up)$/.test(words[preposition]!.lower)
  )
    return false;
  const next = words[last + 1];
  if (next === undefined) return true;
  if (next.sentence !== words[last]!.sentence) return true;
  if (
    /^(?:with|in|of|and|or|that|which|who|whose|holding|wearing|carrying|has|on|between|from|under|'s|'|-|"|dressed)$/.test(next.lower) ||
    /^(?:NUM|ADJ|NOUN|PROPN|PART)$/.test(next.tag)
  )
    return false;
  return !/^[,:(]$/.test(next.text);
}

function drawAddition(context: LexicalContext, additions: readonly Addition[], at: number, isList: boolean): Edit[] | null {
  const { random, parsed } = context;
  const { phrases, things } = random.pick(additions);
  // "and a barn" goes on with a list of things, and not with what somebody does.
  const phrase = random.pick(isList ? phrases : phrases.filter((each) => !each.startsWith('and ')));
  const thing = drawAbsent(context, things);
  if (thing === null) return null;
  const plural = singularOf(thing) !== thing && pluralOf(singularOf(thing)) === thing;
  const slot = phrase.indexOf('_');
  const before = phrase.slice(0, slot).replace(/\ba $/, plural ? '' : `${indefiniteArticle(thing)} `);
  const inserted = ` ${before}${thing}${phrase.slice(slot + 1)}`;
  const text =
    parsed.casing === 'upper'
      ? inserted.toUpperCase()
      : parsed.casing === 'title'
        ? inserted.replace(/(?<=\s)[a-z](?=[a-z]{2})/g, (letter) => letter.toUpperCase())
        : inserted;
  const start = 1 + before.length;
  return [{ start: at, end: at, text, label: 'hallucinated', falseParts: [{ start, end: start + thing.length }] }];
}

/** Draws of a thing before an addition is given up; most things are not in a text. */
const MAX_DRAWS = 8;

function drawAbsent(context: LexicalContext, things: readonly string[]): string | null {
  const weighted = things.map((thing) => [thing, context.weights.weightOf(singularOf(thing))] as const);
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const thing = context.random.weighted(weighted);
    if (isAbsent(context, thing)) return thing;
  }
  return null;
}

/** Whether a text names neither a thing nor what it is a kind of, nor a kind of it: who has glasses has no sunglasses besides. */
function isAbsent(context: LexicalContext, thing: string): boolean {
  const noun = singularOf(thing);
  if (isMentioned(context, noun) || isMentioned(context, thing)) return false;
  return context.parsed.phrases.every(
    (phrase) =>
      NOT_THINGS.has(phrase.noun) || (!context.wordNet.areRelated(thing, phrase.noun) && !context.wordNet.areRelated(noun, phrase.noun)),
  );
}

interface SentenceEnd {
  at: number;
  /** Whether the sentence only lists what is there, without a verb. */
  isList: boolean;
}

function isFiniteVerb({ tag, lower }: TaggedWord): boolean {
  return tag === 'AUX' || (tag === 'VERB' && !/(?:ing|ed|en)$/.test(lower));
}

/** Where a scene's sentence may go on: before its full stop, where it is a description and not too long. */
function sentenceEnds({ parsed, question }: LexicalContext): SentenceEnd[] {
  if (question.kind !== 'describe') return [];
  const ends: SentenceEnd[] = [];
  const { words } = parsed;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const ending = next === undefined || (next.text === '.' && words[index + 2]?.sentence !== next.sentence);
    if (!ending || word.tag === 'PUNCT' || word.quoted || word.blocked) continue;
    const sentence = words.filter((other) => other.sentence === word.sentence);
    if (
      sentence.length < 5 ||
      sentence.length > 25 ||
      sentence.some(({ lower, tag }) => /^(?:background|distance|nearby)$/.test(lower) || tag === 'X')
    )
      continue;
    if (word.tag === 'NOUN' && /[A-Za-z]$/.test(parsed.text.slice(word.start, word.end)))
      ends.push({ at: word.end, isList: !sentence.some(isFiniteVerb) });
  }
  return ends;
}

/** Pictures of documents have no place where things could be. */
const DOCUMENTS =
  /^(?:screenshot|page|chart|graph|diagram|map|poster|letter|receipt|logo|collage|drawing|card|cover|table of contents|form|document|app|website|label|calendar)$/;

function sceneOf({ parsed }: LexicalContext): readonly Addition[] | null {
  if (parsed.phrases.some(({ noun }) => DOCUMENTS.test(noun))) return null;
  let indoors = 0;
  let outdoors = 0;
  for (const { noun } of parsed.phrases) {
    for (const word of noun.split(' ')) {
      if (INDOORS.test(word)) indoors += 1;
      if (OUTDOORS.test(word)) outdoors += 1;
    }
  }
  if (indoors === outdoors) return null;
  return indoors > outdoors ? INDOOR_ADDITIONS : OUTDOOR_ADDITIONS;
}
