import { NUMBER_WORDS } from '@tldr-rm/scenes';
import type { Claim } from '@tldr-rm/schema';
import { type PerturbContext, sameStatement } from '../context';
import { decidableFirst } from '../decidable';
import type { Perturbation } from '../edit';
import { repairNumber } from '../repair-number';
import { replaceValues } from './replace-values';

const COUNTS = [1, 2, 3, 4, 5];

/** Changes a number, and makes nouns and verbs agree with it. */
export function perturbCounting(context: PerturbContext): Perturbation | null {
  const counts = context.claims.filter(({ kind }) => kind === 'count');
  for (const claim of decidableFirst(context, counts)) {
    const perturbation = changeCount(context, claim);
    if (perturbation !== null) return perturbation;
  }
  return null;
}

/** Relations that, like sizes, are told of single things only. */
const SINGLE_RELATIONS = ['between', 'leftmost', 'middle', 'rightmost'];

function isToldOfSingleThings({ kind, value }: Claim): boolean {
  return kind === 'size' || SINGLE_RELATIONS.includes(value);
}

function isAbout({ subject, references }: Claim, id: string | undefined): boolean {
  return id !== undefined && (subject === id || references?.includes(id) === true);
}

/** Changes one number to any other from one to five. */
export function changeCount(context: PerturbContext, claim: Claim): Perturbation | null {
  const { claims, random, text } = context;
  // "Three large dogs" or "the leftmost is the dogs" would give itself away.
  if (claims.some((other) => isToldOfSingleThings(other) && isAbout(other, claim.subject))) return null;
  const from = Number(claim.value);
  const to = random.pick(COUNTS.filter((count) => count !== from));
  const changed = replaceValues(context, [{ claim, value: String(to), word: () => NUMBER_WORDS[to]! }]);
  if (changed === null) return null;
  const nouns = claims.filter(({ kind, subject }) => kind === 'object' && subject === claim.subject);
  const numbers = sameStatement(claims, claim).map((index) => claims[index]!);
  const repairs = repairNumber(text, nouns, numbers, from, to);
  return repairs === null ? null : { ...changed, edits: [...changed.edits, ...repairs] };
}
