import type { Candidate, LexicalContext } from '../lexical-context';
import type { NounPhrase } from '../noun-phrases';
import type { ParsedText } from '../parsed-text';
import { thingsOf } from '../vocabulary/object-index';
import { replaceableThings, replaceThing } from './object-candidates';

const SMALL = /^(?:small|tiny|little|mini|miniature)$/;
const FAR = /^(?:background|distance|horizon)$/;
/** A thing of a small kind counts as small where it lies, stands or hangs by something else, or is worn or held. */
const BY_SOMETHING = /^(?:on|in|inside|beside|near|by|with|next|under|atop|to|wear(?:s|ing)?|hold(?:s|ing)?|carr(?:y|ies|ying))$/;

/** Names another thing in the place of a small or a distant one. */
export function smallObjectCandidates(context: LexicalContext): Candidate[] {
  const small = smallThings(context.parsed);
  return replaceableThings(context, (mentions) => mentions.some((phrase) => small.has(phrase))).map((thing) =>
    replaceThing(context, thing),
  );
}

/**
 * What a text tells of as small or far away: "small", "tiny" or "little" stands before it; it is in the background, in the distance or on the horizon; or
 * it is of a kind that is small in most pictures (cups, keys, forks, hats) and placed by something else, worn or held.
 */
export function smallThings(parsed: ParsedText): ReadonlySet<NounPhrase> {
  const small = farThings(parsed);
  for (const phrase of parsed.phrases) if (isSmall(parsed, phrase)) small.add(phrase);
  return small;
}

function isSmall({ words }: ParsedText, { modifiers, noun, first, last }: NounPhrase): boolean {
  const things = thingsOf(noun);
  // Little girls are no small objects.
  if (modifiers.some((index) => SMALL.test(words[index]!.lower))) return !things.some(({ objectClass }) => objectClass.kind === 'person');
  if (!things.some(({ objectClass }) => objectClass.small)) return false;
  const before = words[first - 1]?.lower;
  const after = words[last + 1];
  return (
    (before !== undefined && BY_SOMETHING.test(before)) || (after !== undefined && after.tag === 'ADP' && BY_SOMETHING.test(after.lower))
  );
}

/** "In the background" at the start of a sentence is said of all that follows, elsewhere of what stands right before it. */
function farThings({ words, phrases }: ParsedText): Set<NounPhrase> {
  const far = new Set<NounPhrase>();
  let led: number | undefined;
  for (const [index, phrase] of phrases.entries()) {
    const { sentence } = words[phrase.head]!;
    if (led === sentence) far.add(phrase);
    if (!FAR.test(phrase.noun) || phrase.preposition === undefined || led === sentence) continue;
    const before = words[phrase.preposition - 1];
    const nearest = phrases[index - 1];
    if (before === undefined || before.sentence !== sentence) led = sentence;
    else if (nearest !== undefined && words[nearest.head]!.sentence === sentence) far.add(nearest);
  }
  return far;
}
