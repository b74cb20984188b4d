import type { Claim } from '@tldr-rm/schema';
import type { PerturbContext } from './context';

/** Share of changes that go to words which can be judged when they are read, where there are such. */
const DECIDABLE_SHARE = 0.8;

/** The claims in random order, mostly those first whose words can be judged when they are read. */
export function decidableFirst(context: PerturbContext, claims: readonly Claim[]): Claim[] {
  const shuffled = context.random.shuffle(claims);
  if (!context.random.chance(DECIDABLE_SHARE)) return shuffled;
  const decidable = shuffled.filter((claim) => isDecidable(context, claim));
  return [...decidable, ...shuffled.filter((claim) => !decidable.includes(claim))];
}

/**
 * Whether everything that a claim is about has been named before its own word, in the same sentence or in the prompt. A reward model reads from left to
 * right: in "a red dog" it must judge "red" before it knows of what.
 */
export function isDecidable({ claims, text }: PerturbContext, claim: Claim): boolean {
  const sentenceStart = text.lastIndexOf('.', claim.start) + 1;
  return [claim.subject, ...(claim.references ?? [])].every((id) => {
    if (id === undefined) return true;
    const names = claims.filter(({ kind, subject }) => subject === id && (kind === 'object' || kind === 'word'));
    if (names.length > 0) return names.some(({ start, given }) => given === true || (start >= sentenceStart && start < claim.start));
    return !/^\S* (?:sign|board)/.test(text.slice(claim.start));
  });
}
