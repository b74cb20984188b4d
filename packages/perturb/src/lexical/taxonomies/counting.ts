import { indefiniteArticle } from '@tldr-rm/scenes';
import type { Edit } from '../../edit';
import { changeWords } from '../change-words';
import { type Candidate, isAscii, type LexicalContext } from '../lexical-context';
import type { NounPhrase } from '../noun-phrases';
import { repairAgreement } from '../repair-agreement';
import { NOT_THINGS } from '../vocabulary/function-words';
import { MEASURES, NUMBER_WORDS, numberOf, numberWeight } from '../vocabulary/numbers';
import { thingsOf } from '../vocabulary/object-index';

/** Words that tell how many there are once more; a change elsewhere would contradict them. */
const RECOUNTS =
  /^(?:both|either|neither|another|pair|couple|trio|twins|duo|third|second|other|others|latter|former|first|each|group|dozen|one|middle)$/;
/** A wrong count is off by this much at most; nobody miscounts two as nine. */
const MAX_STEP = 3;
const MAX_WORD = 12;
const VAGUE: ReadonlyMap<string, number> = new Map([
  ['several', 4],
  ['many', 8],
]);

/** Changes how many there are. */
export function countingCandidates(context: LexicalContext): Candidate[] {
  const { parsed } = context;
  const bare = bareNumber(context);
  if (bare !== null) return [bare];
  const numbers = parsed.phrases.filter((phrase) => phrase.number !== undefined);
  const candidates: Candidate[] = [];
  for (const phrase of parsed.phrases) {
    if (!isCountable(context, phrase)) continue;
    const word = phrase.number ?? phrase.determiner;
    if (word === undefined) continue;
    const count = phrase.number === undefined ? articleCount(parsed.words[word]!.lower) : numberOf(parsed.words[word]!.lower)!;
    if (count === undefined || count === 0) continue;
    if (numbers.some((other) => other !== phrase && other.noun === phrase.noun)) continue;
    if (recounts(context, phrase)) continue;
    const candidate = countCandidate(context, phrase, word, count);
    if (candidate !== null) candidates.push(candidate);
  }
  return candidates;
}

function articleCount(lower: string): number | undefined {
  return lower === 'a' || lower === 'an' ? 1 : VAGUE.get(lower);
}

/** An answer that is nothing but a number. */
function bareNumber(context: LexicalContext): Candidate | null {
  const { parsed, question } = context;
  const said = parsed.words.filter(({ tag, text }) => tag !== 'PUNCT' && !/^[.!]$/.test(text));
  if (said.length !== 1 || (question.kind !== 'how-many' && question.kind !== 'describe')) return null;
  const index = parsed.words.indexOf(said[0]!);
  const count = numberOf(said[0]!.lower);
  if (count === undefined || count === 0 || said[0]!.blocked) return null;
  const choices = otherCounts(count, 1);
  return { weight: 1, draw: () => changeWords(parsed, index, index, written(context.random.weighted(choices), said[0]!.text)) };
}

function isCountable(
  context: LexicalContext,
  { first, last, noun, number, plural, determiner, preposition, modifiers }: NounPhrase,
): boolean {
  const { words, text } = context.parsed;
  if (NOT_THINGS.has(noun) && noun !== 'person') return false;
  if (MEASURES.has(noun) && noun !== 'person') return false;
  for (let index = first; index <= last; index += 1) {
    const word = words[index]!;
    if (word.blocked || word.quoted || word.proper || !isAscii(text, word)) return false;
  }
  const before = words[first - 1]?.lower;
  // "one of the", "number 7", "page 3", "top two", "over 20"
  if (
    before !== undefined &&
    /^(?:number|page|nearly|about|around|over|almost|roughly|approximately|than|top|least|most|only|by|#|\$|-|:|every|size|route|flight|gate|room|track|platform|aged|age|for|like|as|such)$/.test(
      before,
    )
  )
    return false;
  if (number !== undefined && /^\d{3,}$/.test(words[number]!.text)) return false;
  const after = words[last + 1]?.lower;
  if (
    after !== undefined &&
    /^(?:-|of|old|tall|long|wide|away|high|per|'s|')$/.test(after) &&
    !(after === 'of' && number !== undefined && /^(?:bowl|cup|glass|plate|bottle|slice|box|bag|bunch)$/.test(noun))
  )
    return false;
  if (number === undefined && !plural) {
    // "A dog" counts one dog; only for things that come in numbers, and that are no one's place or part.
    if (
      determiner === undefined ||
      !thingsOf(noun).some(
        ({ objectClass }) => objectClass.number === 'count' && !/room|landscape|building|fixture|clothing|accessory/.test(objectClass.kind),
      )
    )
      return false;
    if (
      preposition !== undefined &&
      /^(?:in|on|as|into|onto|under|inside|near|behind|by|through|across|over|along|from|to|at|of|down|up|atop)$/.test(
        words[preposition]!.lower,
      )
    )
      return false;
    if (
      preposition !== undefined &&
      thingsOf(noun).some(({ objectClass }) => /utensil|tool/.test(objectClass.kind)) &&
      words[preposition]!.lower === 'with'
    )
      return false;
    if (/^(?:rid|driv|wear|play|pull|push)/.test(before ?? '')) return false;
    if (preposition !== undefined && isCarried(context, preposition)) return false;
    if (modifiers.some((index) => /^(?:single|lone|different|whole|half|only)$/.test(words[index]!.lower))) return false;
  }
  // "The animal on the left is a goat", "between two cliffs"
  if (/^(?:is|are|was|were)$/.test(before ?? '') && words[first - 2]?.lower !== 'there') return false;
  if (/^(?:between|among)$/.test(before ?? '') && numberOf(words[number ?? first]!.lower) === 2) return false;
  if (determiner !== undefined && number !== undefined && !/^(?:the|these|those|his|her|their|its)$/.test(words[determiner]!.lower))
    return false;
  return true;
}

/** "a woman with a stroller": people have one of most things. */
function isCarried({ parsed: { phrases } }: LexicalContext, preposition: number): boolean {
  const owner = phrases.find(({ last }) => last === preposition - 1);
  return (
    owner !== undefined &&
    (owner.noun === 'person' ||
      thingsOf(owner.noun).some(({ objectClass }) => objectClass.kind === 'person' || objectClass.kind === 'animal'))
  );
}

function recounts({ parsed }: LexicalContext, { noun, number, head }: NounPhrase): boolean {
  const { words, phrases } = parsed;
  const sentence = words[head]!.sentence;
  const repeated = phrases.filter((phrase) => phrase.noun === noun).length > 1;
  if (number === undefined && repeated) return true;
  return words.some(
    (word, index) =>
      index !== number && Math.abs(word.sentence - sentence) <= 1 && RECOUNTS.test(word.lower) && !(word.lower === 'group' && index < head),
  );
}

function countCandidate(context: LexicalContext, phrase: NounPhrase, word: number, count: number): Candidate | null {
  const { parsed } = context;
  const text = parsed.words[word]!.text;
  const vague = VAGUE.get(parsed.words[word]!.lower);
  const minimum = phrase.determiner !== undefined && phrase.number !== undefined ? 2 : 1;
  const agreeing = repairAgreement(context, phrase, count === 1 ? 2 : 1);
  const choices = (
    vague === undefined
      ? otherCounts(count, minimum)
      : vague === 4
        ? [[1, 0.2] as const]
        : [[1, 0.1] as const, [2, 1] as const, [3, 0.4] as const]
  ).filter(([other]) => (other === 1) === (count === 1) || agreeing !== null);
  if (choices.length === 0) return null;
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  const article = phrase.number === undefined && vague === undefined;
  return {
    // "A dog" is said far more often than "one dog" or "two dogs"; few of them are taken.
    weight: (total / (total + numberWeight(count))) * (article ? 0.25 : 1),
    draw: () => {
      const other = context.random.weighted(choices);
      const one =
        other === 1 && !/\d/.test(text) && context.question.kind !== 'how-many'
          ? indefiniteArticle(parsed.words[word + 1]!.lower)
          : written(other, text);
      const edits: Edit[] = changeWords(parsed, word, word, one);
      return (other === 1) === (count === 1) ? edits : [...edits, ...agreeing!];
    },
  };
}

function otherCounts(count: number, minimum: number): (readonly [count: number, weight: number])[] {
  const counts: (readonly [number, number])[] = [];
  const step = count > 20 ? Math.ceil(count / 5) : MAX_STEP;
  for (let other = Math.max(minimum, count - step); other <= count + step; other += 1) {
    if (other !== count && !(count <= MAX_WORD && other > MAX_WORD + MAX_STEP)) counts.push([other, numberWeight(other)]);
  }
  return counts;
}

function written(count: number, like: string): string {
  if (/\d/.test(like)) return String(count);
  return NUMBER_WORDS[count] ?? String(count);
}
