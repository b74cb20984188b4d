import type { Edit } from '../../edit';
import { changeWords } from '../change-words';
import { type Candidate, isAscii, type LexicalContext } from '../lexical-context';
import type { TaggedWord } from '../tagged-word';
import { thingsOf } from '../vocabulary/object-index';
import { OPPOSITE_SIDES, PLACE_PHRASES, type PlacePhrase } from '../vocabulary/places';

/** Puts something elsewhere. */
export function spatialRelationshipCandidates(context: LexicalContext): Candidate[] {
  return [...phraseCandidates(context), ...sideCandidates(context)];
}

const BY_LENGTH = PLACE_PHRASES.map((place) => ({ place, words: place.phrase.split(' ') })).sort(
  (first, second) => second.words.length - first.words.length,
);
const FIRST_WORDS = new Set(BY_LENGTH.map(({ words }) => words[0]!));

function phraseCandidates(context: LexicalContext): Candidate[] {
  const { words } = context.parsed;
  const candidates: Candidate[] = [];
  for (let index = 0; index < words.length; index += 1) {
    if (!FIRST_WORDS.has(words[index]!.lower)) continue;
    const matching = BY_LENGTH.filter((entry) => matches(context, index, entry.words));
    if (matching.length === 0) continue;
    const length = matching[0]!.words.length;
    // A longer phrase that does not fit its reference is not the shorter one: "on" of "on top of" stays.
    const fitting = matching.find((entry) => entry.words.length === length && fitsReference(context, index, length, entry.place));
    if (fitting !== undefined) candidates.push(phraseCandidate(context, index, length, fitting.place));
    index += length - 1;
  }
  return candidates;
}

function phraseCandidate(context: LexicalContext, index: number, length: number, { phrase, opposites }: PlacePhrase): Candidate {
  const onPerson = isAboutPerson(context, index);
  const weighted = opposites
    .filter((opposite) => opposite !== 'under' || !onPerson)
    .map((opposite) => [opposite, phraseWeight(context, opposite)] as const);
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  return {
    weight: total / (total + phraseWeight(context, phrase)),
    draw: () => changeWords(context.parsed, index, index + length - 1, context.random.weighted(weighted)),
  };
}

/** People do not sit under benches. */
function isAboutPerson({ parsed: { words, phrases } }: LexicalContext, index: number): boolean {
  const { sentence } = words[index]!;
  const subject = phrases.findLast(
    ({ last, preposition }) => last < index && preposition === undefined && words[last]!.sentence === sentence,
  );
  return (
    subject !== undefined &&
    (/^(?:person|people|child|kid|crowd|couple)$/.test(subject.noun) ||
      thingsOf(subject.noun).some(({ objectClass }) => objectClass.kind === 'person'))
  );
}

/** A phrase is about as frequent as its rarest word: "in front of" as "front". */
function phraseWeight({ weights }: LexicalContext, phrase: string): number {
  return Math.min(...phrase.split(' ').map((word) => weights.weightOf(word)));
}

function matches({ parsed }: LexicalContext, index: number, phrase: readonly string[]): boolean {
  return phrase.every((part, offset) => {
    const word = parsed.words[index + offset];
    return (
      word !== undefined &&
      word.lower === part &&
      !word.blocked &&
      !word.quoted &&
      isAscii(parsed.text, word) &&
      word.sentence === parsed.words[index]!.sentence
    );
  });
}

function fitsReference({ parsed }: LexicalContext, index: number, length: number, { by, notBy, phrase }: PlacePhrase): boolean {
  const { words } = parsed;
  const after = index + length;
  const before = words[index - 1];
  // "right behind", "just above", "from behind", "the one above": the phrase is part of another.
  if (
    before !== undefined &&
    /^(?:right|directly|from|just|up|down|out|and|or|leaning|walking|going|climbing|flying|jumping|hanging|located)$/.test(before.lower)
  ) {
    if (!/^(?:right|directly|just|and|located|flying|hanging)$/.test(before.lower)) return false;
    if (/^(?:right|directly|just|flying|hanging)$/.test(before.lower) && (phrase === 'on' || phrase === 'in')) return false;
  }
  if (
    phrase === 'in' &&
    before !== undefined &&
    /^(?:sitting|sits|seated|riding|ride|rides|dressed|driving|drives|standing|stands|placed)$/.test(before.lower) &&
    /^(?:car|truck|van|cart|wagon)$/.test(referenceOf(parsed, after)?.noun ?? '')
  )
    return false;
  const reference = referenceOf(parsed, after);
  if (reference === undefined) {
    return by === undefined && notBy === undefined
      ? words[after] !== undefined && /^(?:DET|PRON|NOUN|ADJ|NUM)$/.test(words[after]!.tag)
      : false;
  }
  if (by !== undefined && !by.has(reference.noun)) return false;
  if (by !== undefined && !hasArticle(words, reference.first)) return false;
  return notBy === undefined || !notBy.has(reference.noun);
}

function hasArticle(words: readonly TaggedWord[], first: number): boolean {
  return (
    words[first]!.tag === 'DET' ||
    words[first]!.tag === 'PRON' ||
    words[first]!.tag === 'NUM' ||
    /^(?:a|an|the|his|her|its|their|two|three)$/.test(words[first]!.lower)
  );
}

function referenceOf({ phrases }: LexicalContext['parsed'], after: number) {
  return phrases.find(({ first, last }) => first <= after && last >= after);
}

const SIDE = new Map(OPPOSITE_SIDES.flatMap(([first, second]) => [[first, second] as const, [second, first] as const]));
const BEFORE_SIDE =
  /^(?:the|to|on|upper|lower|top|bottom|far|his|her|its|their|facing|looking|from|front|back|and|in|extreme|at|towards|toward|turning|pointing|'s|a|an|middle|center)$/;
const AFTER_SIDE =
  /^(?:of|one|side|hand|corner|half|edge|end|third|portion|part|foot|leg|arm|shoulder|eye|ear|wrist|wing|paw|sleeve|cheek|lane|row|shelf|panel|page|window|door|wall|wheel|bunk|step|drawer|rack|seat|wheels|legs|teeth|deck|level|floor|bumper|porch|yard|is|are|has|,|\.|and|;|with|while|holding|wearing|-)$/;

function sideCandidates(context: LexicalContext): Candidate[] {
  const { parsed } = context;
  const { words } = parsed;
  const candidates: Candidate[] = [];
  for (const [index, word] of words.entries()) {
    const opposite = SIDE.get(word.lower);
    if (opposite === undefined || word.blocked || word.quoted || word.proper || !isAscii(parsed.text, word)) continue;
    if (!isSide(words, index)) continue;
    const weight = context.weights.weightOf(opposite);
    candidates.push({
      weight: weight / (weight + context.weights.weightOf(word.lower)),
      draw: () => changeSides(context, index, opposite),
    });
  }
  return candidates;
}

function isSide(words: readonly TaggedWord[], index: number): boolean {
  const { lower, sentence } = words[index]!;
  const before = words[index - 1]?.sentence === sentence ? words[index - 1]!.lower : undefined;
  const after = words[index + 1]?.sentence === sentence ? words[index + 1]!.lower : undefined;
  switch (lower) {
    case 'left':
    case 'right':
      if (before === undefined) return after === undefined || after === '.' || after === 'side' || after === 'hand' || after === 'of';
      return BEFORE_SIDE.test(before) && !(before === 'a' && after !== 'hand') && (after === undefined || AFTER_SIDE.test(after));
    case 'top':
    case 'bottom':
      if (before === 'on' && after === 'of') return false;
      if (after === 'of')
        return before === 'the' && /^(?:at|near|from|on|toward|towards|along|across)$/.test(words[index - 2]?.lower ?? '');
      return (
        before !== undefined &&
        /^(?:the|its|a)$/.test(before) &&
        after !== undefined &&
        /^(?:left|right|shelf|row|half|corner|edge|part|third|portion|step|drawer|rack|bunk|side|center)$/.test(after)
      );
    case 'upper':
    case 'lower':
      return (
        after !== undefined && /^(?:left|right|shelf|row|half|corner|edge|part|third|portion|deck|level|floor|side|panel)$/.test(after)
      );
    case 'front':
    case 'back':
      if (before === 'in') return false;
      return (
        after !== undefined &&
        (/^(?:row|wheel|wheels|leg|legs|seat|seats|door|yard|porch|bumper|paws|paw|window)$/.test(after) ||
          (after === 'of' && before === 'the' && /^(?:at|in|near|toward)$/.test(words[index - 2]?.lower ?? '')))
      );
    case 'foreground':
    case 'background':
      return before === 'the' && words[index - 2]?.lower === 'in' && after !== 'of';
    default:
      return true;
  }
}

/** A sentence that sets one side against the other ("on the left a dog, on the right a cat") turns as a whole, and so contradicts itself nowhere. */
function changeSides({ parsed }: LexicalContext, index: number, opposite: string): Edit[] {
  const { words } = parsed;
  const { lower, sentence } = words[index]!;
  return words.flatMap((word, other) => {
    if (other === index) return changeWords(parsed, index, index, opposite);
    const contrasts =
      word.sentence === sentence &&
      (word.lower === opposite || word.lower === lower) &&
      isSide(words, other) &&
      !word.quoted &&
      !word.blocked;
    return contrasts ? changeWords(parsed, other, other, word.lower === lower ? opposite : lower) : [];
  });
}
