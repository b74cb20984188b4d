import { evaluateClaim } from '@tldr-rm/scenes';
import type { Claim } from '@tldr-rm/schema';
import { type PerturbContext, sameStatement, withCaseOf } from '../context';
import type { Edit, Perturbation } from '../edit';
import { repairArticles } from '../repair-articles';

/** A claim to be changed to another value, and how the words for it change. */
export interface ValueChange {
  claim: Claim;
  value: string;
  /** The word for the new value, given the word for the old one in lower case. */
  word: (word: string) => string;
}

/**
 * Changes the words of some statements, wherever the text makes them. Null unless every changed claim is provably false and none of them merely repeats
 * the prompt.
 */
export function replaceValues(context: PerturbContext, changes: readonly ValueChange[]): Perturbation | null {
  const edits: Edit[] = [];
  const changedClaims = new Map<number, Claim | null>();
  for (const { claim, value, word } of changes) {
    for (const index of sameStatement(context.claims, claim)) {
      const old = context.claims[index]!;
      const changed = { ...old, value };
      if (old.given === true || evaluateClaim(changed, context.scene) !== false) return null;
      const replaced = context.text.slice(old.start, old.end);
      const cased = replaced.length > 1 && replaced === replaced.toUpperCase();
      const text = word(cased ? replaced : replaced.toLowerCase());
      edits.push({ start: old.start, end: old.end, text: withCaseOf(text, replaced), label: 'hallucinated' });
      changedClaims.set(index, changed);
    }
  }
  return edits.length === 0 ? null : { edits: repairArticles(context.text, edits), changedClaims };
}
