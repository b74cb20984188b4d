import { CAPTION_PROMPTS, evaluateClaim, indefiniteArticle, nounForm } from '@tldr-rm/scenes';
import type { Claim } from '@tldr-rm/schema';
import { mentions, type PerturbContext, withCaseOf } from '../context';
import type { Edit, Perturbation } from '../edit';
import { tellOfAbsent } from './tell-of-absent';

/** Share of captions with an absence in which the absent thing is claimed to be there: as many as captions that allow the reverse. */
const CLAIM_SHARE = 0.05;
/** Share of captions with an absence in which something that is there takes the place of what is absent. */
const DENY_SHARE = 0.5;
/**
 * Claims something that is not so: that an absent thing is there, that a present one is not, or a whole sentence about an absent thing, in the same
 * wordings as true sentences and at any place. The shares keep true and false captions alike in how often they deny something.
 */
export function perturbCounterfactual(context: PerturbContext): Perturbation | null {
  const { claims, random } = context;
  const existence = random.shuffle(claims.filter(({ kind }) => kind === 'existence'));
  if (isAnswer(context)) return existence[0] === undefined ? null : flipExistence(context, existence[0]);
  for (const claim of existence) {
    const absence = claim.value.startsWith('no ');
    const share = random.float();
    const perturbation =
      !absence || share < CLAIM_SHARE
        ? flipExistence(context, claim)
        : share < CLAIM_SHARE + DENY_SHARE
          ? denyPresent(context, claim)
          : null;
    if (perturbation !== null) return perturbation;
  }
  return tellOfAbsent(context);
}

/** Whether the text answers a question; a sentence about something else would stand out in it. */
function isAnswer({ prompt }: PerturbContext): boolean {
  return !(CAPTION_PROMPTS as readonly string[]).includes(prompt);
}

/** Denies something that is there, and that the text does not speak of, in place of something absent. */
function denyPresent(context: PerturbContext, claim: Claim): Perturbation | null {
  const { claims, random, scene, text } = context;
  const unnamed = scene.entities.filter(({ noun }) => !mentions(context, [noun, nounForm(noun, 2)]));
  if (unnamed.length === 0) return null;
  const { noun } = random.pick(unnamed);
  const start = claim.end - (claim.value.length - 'no '.length);
  const edits: Edit[] = [{ start, end: claim.end, text: withCaseOf(noun, text.slice(start, claim.end)), label: 'hallucinated' }];
  return { edits, changedClaims: new Map([[claims.indexOf(claim), { ...claim, value: `no ${noun}` }]]) };
}

function flipExistence(context: PerturbContext, chosen: Claim): Perturbation | null {
  const { claims, scene, text } = context;
  const noun = chosen.value.replace(/^no /, '');
  const entity = scene.entities.find((other) => other.noun === noun);
  const edits: Edit[] = [];
  const changedClaims = new Map<number, Claim | null>();
  for (const [index, claim] of claims.entries()) {
    if (claim.kind === 'existence' && claim.value === chosen.value) {
      const changed: Claim = entity === undefined ? { ...claim, value: noun } : { ...claim, value: `no ${noun}` };
      if (evaluateClaim(changed, scene) !== false) return null;
      const replaced = text.slice(claim.start, claim.end);
      const word = flippedWords(replaced.toLowerCase());
      if (word === null) return null;
      edits.push({ start: claim.start, end: claim.end, text: withCaseOf(word, replaced), label: 'hallucinated', ...falseNoun(word, noun) });
      changedClaims.set(index, changed);
    }
  }
  for (const [index, claim] of claims.entries()) {
    if (entity === undefined || claim.subject !== entity.id || claim.kind === 'existence') continue;
    // Whatever else is said about a thing would contradict its absence.
    if (!edits.some((edit) => edit.start <= claim.start && claim.end <= edit.end)) return null;
    changedClaims.set(index, null);
  }
  if (entity !== undefined && claims.some(({ references }) => references?.includes(entity.id))) return null;
  return { edits, changedClaims };
}

/** Of "a dog" and "no dog" it is the noun that is false: the word before it could be followed by something true. */
function falseNoun(words: string, noun: string): Pick<Edit, 'falseParts'> {
  return words.endsWith(` ${noun}`) ? { falseParts: [{ start: words.length - noun.length, end: words.length }] } : {};
}

function flippedWords(words: string): string | null {
  if (words === 'yes') return 'no';
  if (words === 'no') return 'yes';
  if (words.startsWith('no ')) return `${indefiniteArticle(words.slice(3))} ${words.slice(3)}`;
  const [, noun] = /^an? (.+)$/.exec(words) ?? [];
  return noun === undefined ? null : `no ${noun}`;
}
