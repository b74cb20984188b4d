import { oppositeOf } from '@tldr-rm/scenes';
import { type Claim, COLOURS, type Colour } from '@tldr-rm/schema';
import type { PerturbContext } from '../context';
import { decidableFirst } from '../decidable';
import type { Perturbation } from '../edit';
import { replaceValues } from './replace-values';

/** Changes the colour or the size of one thing. */
export function perturbVisualAttribute(context: PerturbContext): Perturbation | null {
  const attributes = context.claims.filter(({ kind }) => kind === 'colour' || kind === 'size');
  for (const claim of decidableFirst(context, attributes)) {
    const perturbation = changeAttribute(context, claim);
    if (perturbation !== null) return perturbation;
  }
  return null;
}

/** Changes one colour to any other, or a size to its opposite. */
export function changeAttribute(context: PerturbContext, claim: Claim): Perturbation | null {
  if (claim.kind === 'colour') {
    const value = proposedColour(context, claim) ?? drawOtherColour(context, claim.value);
    return replaceValues(context, [{ claim, value, word: (word) => oppositeOf(word) ?? value }]);
  }
  const value = oppositeOf(claim.value);
  return value === undefined ? null : replaceValues(context, [{ claim, value, word: (word) => oppositeOf(word) ?? value }]);
}

/** Share of scenes' tints that may repeat one already used; a false colour repeats another of the text as rarely. */
const REPEATED_COLOUR_SHARE = 0.15;

/** Another colour, mostly one that the text does not give to anything else. */
export function drawOtherColour({ claims, random }: PerturbContext, colour?: string): Colour {
  const free = !random.chance(REPEATED_COLOUR_SHARE);
  const taken = new Set(free ? claims.flatMap(({ kind, value }) => (kind === 'colour' ? [value] : [])) : []);
  return random.pick(COLOURS.filter((other) => other !== colour && !taken.has(other)));
}

/** The colour that the prompt asks for, where the true answer is no: the false one is yes. */
function proposedColour({ claims, prompt, text }: PerturbContext, { subject }: Claim): string | undefined {
  const denied = claims.some(
    (claim) => claim.kind === 'colour' && claim.subject === subject && /^no$/i.test(text.slice(claim.start, claim.end)),
  );
  return denied ? COLOURS.find((colour) => new RegExp(`\\b${colour}\\b`).test(prompt)) : undefined;
}
