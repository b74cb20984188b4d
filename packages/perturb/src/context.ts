import type { Random } from '@tldr-rm/random';
import type { Claim, Sample, Scene } from '@tldr-rm/schema';
import { isLabelledFalse } from './is-labelled-false';

/** What every taxonomy works from: a true response with its claims, and the scene it is true of. */
export interface PerturbContext {
  text: string;
  prompt: string;
  scene: Scene;
  claims: readonly Claim[];
  random: Random;
}

/** The context of a sample, or null if it lacks the scene or the claims that the scene-truth engine needs, or is labelled as false already. */
export function contextOf(sample: Sample, random: Random): PerturbContext | null {
  const { scene, claims } = sample;
  if (scene === undefined || claims === undefined || sample.response === '' || isLabelledFalse(sample)) return null;
  return { text: sample.response, prompt: sample.prompt, scene, claims, random };
}

/** Indices of the claims that say the same of the same subject and references, and so must change together. */
export function sameStatement(claims: readonly Claim[], claim: Claim): number[] {
  const key = statementKey(claim);
  return claims.flatMap((other, index) => (statementKey(other) === key ? [index] : []));
}

function statementKey({ kind, subject, references, value }: Claim): string {
  return `${kind} ${subject ?? ''} ${references?.join(',') ?? ''} ${value}`;
}

/** Whether the text or the prompt names the noun, in either number. */
export function mentions(context: PerturbContext, forms: readonly string[]): boolean {
  const haystack = ` ${context.prompt} ${context.text} `.toLowerCase();
  return forms.some((form) => {
    for (let at = haystack.indexOf(form); at !== -1; at = haystack.indexOf(form, at + 1)) {
      if (!/[a-z]/.test(haystack[at - 1]!) && !/[a-z]/.test(haystack[at + form.length]!)) return true;
    }
    return false;
  });
}

/** The word in the case of the one it replaces: a capital at the start of a sentence, or none. */
export function withCaseOf(word: string, replaced: string): string {
  const first = replaced.charAt(0);
  if (first !== first.toUpperCase() || first === first.toLowerCase()) return word;
  return word.charAt(0).toUpperCase() + word.slice(1);
}
