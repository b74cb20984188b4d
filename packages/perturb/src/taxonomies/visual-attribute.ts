import { type Claim, COLOURS } from '@tldr-rm/schema';
import type { PerturbContext } from '../context';
import type { Perturbation } from '../edit';
import { oppositeOf } from './opposites';
import { replaceValues } from './replace-values';

/** Changes the colour or the size of one thing. */
export function perturbVisualAttribute(context: PerturbContext): Perturbation | null {
  const attributes = context.claims.filter(({ kind }) => kind === 'colour' || kind === 'size');
  for (const claim of context.random.shuffle(attributes)) {
    const perturbation = changeAttribute(context, claim);
    if (perturbation !== null) return perturbation;
  }
  return null;
}

/** Changes one colour to any other, or a size to its opposite. */
export function changeAttribute(context: PerturbContext, claim: Claim): Perturbation | null {
  if (claim.kind === 'colour') {
    const value = context.random.pick(COLOURS.filter((colour) => colour !== claim.value));
    return replaceValues(context, [{ claim, value, word: () => value }]);
  }
  const value = oppositeOf(claim.value);
  return value === undefined ? null : replaceValues(context, [{ claim, value, word: (word) => oppositeOf(word) ?? value }]);
}
