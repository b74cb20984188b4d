import { oppositeOf } from '@tldr-rm/scenes';
import type { Claim } from '@tldr-rm/schema';
import type { PerturbContext } from '../context';
import { decidableFirst } from '../decidable';
import type { Perturbation } from '../edit';
import { replaceValues } from './replace-values';

/** Swaps the colours, or the sizes, of two things that the text both gives. */
export function perturbAttributeBinding(context: PerturbContext): Perturbation | null {
  const attributes = context.claims.filter(
    ({ kind, references, subject }) => (kind === 'colour' || kind === 'size') && references === undefined && subject !== undefined,
  );
  const ordered = decidableFirst(context, attributes);
  const pairs: [Claim, Claim][] = [];
  for (const [index, first] of ordered.entries()) {
    for (const second of ordered.slice(index + 1)) {
      if (first.kind === second.kind && first.subject !== second.subject && first.value !== second.value) pairs.push([first, second]);
    }
  }
  for (const [first, second] of pairs) {
    const wordFor = (value: string) => (word: string) => (first.kind === 'colour' ? value : oppositeOf(word)!);
    const perturbation = replaceValues(context, [
      { claim: first, value: second.value, word: wordFor(second.value) },
      { claim: second, value: first.value, word: wordFor(first.value) },
    ]);
    if (perturbation !== null) return perturbation;
  }
  return null;
}
