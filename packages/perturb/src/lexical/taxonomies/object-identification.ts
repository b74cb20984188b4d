import type { Candidate, LexicalContext } from '../lexical-context';
import { replaceableThings, replaceThing } from './object-candidates';
import { smallThings } from './small-object';

/** Names another thing in the place of one of the main things of a text. */
export function objectIdentificationCandidates(context: LexicalContext): Candidate[] {
  const small = smallThings(context.parsed);
  return replaceableThings(context, (mentions) => !mentions.some((phrase) => small.has(phrase))).map((thing) =>
    replaceThing(context, thing),
  );
}
