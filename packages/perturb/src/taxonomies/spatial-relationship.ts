import { evaluateClaim, nounForm, oppositeOf } from '@tldr-rm/scenes';
import type { Claim, SceneEntity } from '@tldr-rm/schema';
import { mentions, type PerturbContext, withCaseOf } from '../context';
import { decidableFirst } from '../decidable';
import type { Perturbation } from '../edit';
import { repairArticles } from '../repair-articles';
import { replaceValues } from './replace-values';

const RANKS = ['leftmost', 'middle', 'rightmost'];

/**
 * Turns a relation or a position into one that does not hold. Where the relation is named before the thing it is about ("to the left of the cup there is
 * a dog"), mostly the thing is exchanged for another thing of the picture that is elsewhere, so that the false word can be known when it is read.
 */
export function perturbSpatialRelationship(context: PerturbContext): Perturbation | null {
  const spatial = context.claims.filter(({ kind }) => kind === 'relation' || kind === 'position');
  for (const claim of decidableFirst(context, spatial)) {
    const subject = subjectAfter(context, claim);
    const exchanged = subject !== null && context.random.chance(0.85) ? exchangeSubject(context, claim, subject) : null;
    const perturbation = exchanged ?? changeRelation(context, claim);
    if (perturbation !== null) return perturbation;
  }
  return null;
}

function changeRelation(context: PerturbContext, claim: Claim): Perturbation | null {
  if (RANKS.includes(claim.value)) {
    const value = context.random.pick(RANKS.filter((rank) => rank !== claim.value));
    return replaceValues(context, [{ claim, value, word: () => value }]);
  }
  const value = oppositeOf(claim.value);
  if (value === undefined) return null;
  return replaceValues(context, [{ claim, value, word: (word) => oppositeOf(word)! }]);
}

/** The index of the claim that names the relation's subject after the relation, in the same sentence; null if the subject came before. */
function subjectAfter({ claims, text }: PerturbContext, relation: Claim): number | null {
  const sentenceEnd = text.indexOf('.', relation.end);
  const sentenceStart = text.lastIndexOf('.', relation.start) + 1;
  const named = claims.flatMap((claim, index) =>
    claim.kind === 'object' && claim.subject === relation.subject && claim.start >= sentenceStart && claim.start < sentenceEnd
      ? [index]
      : [],
  );
  const [only] = named;
  if (named.length !== 1 || only === undefined) return null;
  const late = claims[only]!.start > relation.start || relation.given === true;
  return late ? only : null;
}

function exchangeSubject(context: PerturbContext, relation: Claim, subjectIndex: number): Perturbation | null {
  const { claims, scene, text, random } = context;
  const subject = claims[subjectIndex]!;
  const entity = scene.entities.find(({ id }) => id === subject.subject);
  if (entity === undefined || subject.given === true || entity.boxes.length !== 1) return null;
  // Named elsewhere too, it would stay in the text, which would then name one thing more.
  if (claims.filter(({ kind, subject: id }) => kind === 'object' && id === entity.id).length > 1) return null;
  // An adjective or a number before the noun would be about the old thing.
  if (!/(?:^|[^A-Za-z])(?:an?|the) $/i.test(text.slice(0, subject.start))) return null;
  const fits = (other: SceneEntity): boolean =>
    other.boxes.length === 1 &&
    evaluateClaim({ ...relation, subject: other.id }, scene) === false &&
    !mentions(context, [other.noun, nounForm(other.noun, 2)]);
  const candidates = scene.entities.filter(fits);
  if (candidates.length === 0) return null;
  const other = random.pick(candidates);
  const word = withCaseOf(other.noun, text.slice(subject.start, subject.end));
  const edits = [{ start: subject.start, end: subject.end, text: word, label: 'hallucinated' as const }];
  const changedClaims = new Map<number, Claim>([
    [subjectIndex, { ...subject, subject: other.id, value: other.noun }],
    [claims.indexOf(relation), { ...relation, subject: other.id }],
  ]);
  return { edits: repairArticles(text, edits), changedClaims };
}
