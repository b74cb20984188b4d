import { areDistinct, NOUNS, nounForm } from '@tldr-rm/scenes';
import type { Claim, SceneEntity } from '@tldr-rm/schema';
import { mentions, type PerturbContext, withCaseOf } from '../context';
import type { Edit, Perturbation } from '../edit';
import { repairArticles } from '../repair-articles';

/** Names something that is not in the picture in place of something that is, wherever the text names it. */
export function perturbObjectIdentification(context: PerturbContext): Perturbation | null {
  for (const entity of context.random.shuffle(namedEntities(context))) {
    const perturbation = renameEntity(context, entity);
    if (perturbation !== null) return perturbation;
  }
  return null;
}

/** The entities that the text names. */
export function namedEntities({ claims, scene }: PerturbContext): SceneEntity[] {
  const named = new Set(claims.flatMap(({ kind, subject }) => (kind === 'object' && subject !== undefined ? [subject] : [])));
  return scene.entities.filter(({ id }) => named.has(id));
}

/** Replaces an entity's noun by that of something absent. Null where the prompt names the entity. */
export function renameEntity(context: PerturbContext, entity: SceneEntity): Perturbation | null {
  const { claims, text } = context;
  if (claims.some((claim) => claim.subject === entity.id && claim.kind === 'object' && claim.given === true)) return null;
  const noun = drawOtherNoun(context);
  const edits: Edit[] = [];
  const changedClaims = new Map<number, Claim | null>();
  for (const [index, claim] of claims.entries()) {
    if (isSaidOf(claim, entity))
      edits.push({ start: claim.start, end: claim.end, text: text.slice(claim.start, claim.end), label: 'ignore' });
    if (claim.subject !== entity.id) continue;
    if (claim.kind === 'existence') {
      // "Yes" to "is there a dog?" is about what was asked.
      if (claim.end - claim.start <= 'yes'.length) return null;
      const { subject: _, ...rest } = claim;
      changedClaims.set(index, { ...rest, value: noun });
    } else if (claim.kind === 'object') {
      const replaced = text.slice(claim.start, claim.end);
      const form = nounForm(noun, replaced.toLowerCase() === claim.value ? 1 : 2);
      edits.push({ start: claim.start, end: claim.end, text: withCaseOf(form, replaced), label: 'hallucinated' });
      const { subject: _, ...rest } = claim;
      changedClaims.set(index, { ...rest, value: noun });
    }
  }
  if (!edits.some(({ label }) => label === 'hallucinated')) return null;
  return { edits: repairArticles(text, edits), changedClaims };
}

/** Whether the claim says more of the entity than its name. Of something absent it is neither right nor wrong. */
function isSaidOf({ kind, subject, references }: Claim, { id }: SceneEntity): boolean {
  return kind !== 'object' && kind !== 'existence' && (subject === id || references?.includes(id) === true);
}

/** A noun for something that is neither in the scene, nor a part of a drawing in it, nor spoken of by the text or the prompt. */
export function drawOtherNoun(context: PerturbContext): string {
  for (;;) {
    const { noun, plural } = context.random.pick(NOUNS);
    if (!context.scene.entities.every((entity) => areDistinct(entity.noun, noun))) continue;
    if (!mentions(context, [noun, plural])) return noun;
  }
}
