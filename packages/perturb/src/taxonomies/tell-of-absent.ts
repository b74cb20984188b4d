import { drawFact, type FactKind, writeFact } from '@tldr-rm/scenes';
import type { Claim, Scene, SceneEntity } from '@tldr-rm/schema';
import type { PerturbContext } from '../context';
import type { Edit, Perturbation } from '../edit';
import { drawOtherNoun } from './object-identification';
import { drawOtherColour } from './visual-attribute';

/** Kinds of sentences that can be told about something that is not there. */
const ABSENT_FACTS: readonly FactKind[] = [
  'object',
  'count',
  'colour',
  'coloured-object',
  'size',
  'sized-object',
  'horizontal-position',
  'vertical-position',
  'horizontal-relation',
  'vertical-relation',
  'two-objects',
  'two-colours',
  'compared-size',
];

/** Share of sentences about absent things that take no other sentence's place. Small, since one more sentence is a hint by itself. */
const INSERT_SHARE = 0.02;
const MAX_SENTENCES = 6;
const MAX_DRAWS = 40;

interface Stretch {
  start: number;
  end: number;
}

interface Sentence {
  text: string;
  claims: readonly Claim[];
  /** What in it is false, in order; the rest only leads up to it. */
  falseParts: readonly Stretch[];
}

/** Where a new sentence goes: what the text claims before it, and elsewhere altogether, and in the sentence it takes the place of. */
interface Place {
  before: readonly Claim[];
  rest: readonly Claim[];
  replaced: readonly Claim[] | null;
}

/**
 * Puts a sentence about something absent into a caption: mostly in place of one that claims the same kinds of things, sometimes in addition. It is written
 * by the generator of true captions, for a scene in which the thing is there.
 */
export function tellOfAbsent(context: PerturbContext): Perturbation | null {
  const { random, text } = context;
  const sentences = [...text.matchAll(/[^.]+\./g)].map((match) => {
    const start = match.index + (match[0].startsWith(' ') ? 1 : 0);
    return { start, end: match.index + match[0].length };
  });
  if (sentences.length < MAX_SENTENCES && random.chance(INSERT_SHARE)) {
    return insertSentence(context, sentences[random.integer(0, sentences.length)]?.start ?? text.length);
  }
  for (const sentence of random.shuffle(sentences)) {
    const perturbation = replaceSentence(context, sentence);
    if (perturbation !== null) return perturbation;
  }
  return null;
}

function insertSentence(context: PerturbContext, at: number): Perturbation | null {
  const before = context.claims.filter(({ end }) => end <= at);
  const sentence = writeSentence(context, { before, rest: context.claims, replaced: null });
  if (sentence === null) return null;
  const last = at === context.text.length;
  const shift = ({ start, end }: Stretch): Stretch => (last ? { start: start + 1, end: end + 1 } : { start, end });
  const text = last ? ` ${sentence.text}` : `${sentence.text} `;
  const edit: Edit = { start: at, end: at, text, label: 'hallucinated', falseParts: sentence.falseParts.map(shift) };
  const claims = sentence.claims.map((claim) => ({ ...claim, ...shift(claim) }));
  return { edits: [edit], changedClaims: new Map(), insertedClaims: { edit, claims } };
}

function replaceSentence(context: PerturbContext, { start, end }: Stretch): Perturbation | null {
  const { claims } = context;
  const inside = (claim: Claim): boolean => claim.start >= start && claim.end <= end;
  const place = {
    before: claims.filter((claim) => claim.end <= start),
    rest: claims.filter((claim) => !inside(claim)),
    replaced: claims.filter(inside),
  };
  const sentence = writeSentence(context, place);
  if (sentence === null) return null;
  const edit: Edit = { start, end, text: sentence.text, label: 'hallucinated', falseParts: sentence.falseParts };
  const changedClaims = new Map<number, Claim | null>();
  for (const [index, claim] of claims.entries()) if (inside(claim)) changedClaims.set(index, null);
  return { edits: [edit], changedClaims, insertedClaims: { edit, claims: sentence.claims } };
}

function writeSentence(context: PerturbContext, { before, rest, replaced }: Place): Sentence | null {
  const { random, scene } = context;
  const wanted = replaced === null ? null : signatureOf(replaced, rest);
  // The absent thing is new to the text, and stands for something that only the replaced sentence names.
  if (replaced !== null && [...namedIn(replaced)].every((id) => namedIn(rest).has(id))) return null;
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const absent = imagineThing(context);
    const imagined: Scene = { ...scene, entities: [...scene.entities, absent] };
    const fact = drawFact(random.pick(ABSENT_FACTS), imagined, random);
    if (fact === null || !('x' in fact) || (fact.x !== absent && !('y' in fact && fact.y === absent))) continue;
    // True captions never begin a sentence that mainly says what is there with something they have named.
    if (/object/.test(fact.kind) && namedIn(before).has(fact.x.id)) continue;
    const { text, claims } = writeFact(fact, random, namedIn(before));
    if (wanted !== null && signatureOf(claims, rest) !== wanted) continue;
    if (repeats(claims, rest)) continue;
    const falseParts = falsePartsOf(claims, absent);
    return { text, claims: claims.map((claim) => withoutSubject(claim, absent)), falseParts };
  }
  return null;
}

/**
 * What kinds of claims a sentence makes, and how many of the things it names the rest of the text names too. A sentence that takes another's place makes
 * the same ones, so that a false text names no more things than a true one.
 */
function signatureOf(claims: readonly Claim[], rest: readonly Claim[]): string {
  const kinds = claims.map(({ kind, references }) => `${kind}${references?.length ?? 0}`).sort();
  const named = namedIn(claims);
  const known = namedIn(rest);
  return `${kinds.join(' ')}, ${named.size} things, ${[...named].filter((id) => known.has(id)).length} known`;
}

function namedIn(claims: readonly Claim[]): Set<string> {
  return new Set(claims.flatMap(({ kind, subject }) => (kind === 'object' && subject !== undefined ? [subject] : [])));
}

/** Whether a sentence says of something more than its name that the rest of the text says too. */
function repeats(claims: readonly Claim[], rest: readonly Claim[]): boolean {
  const said = new Set(rest.map(({ kind, subject }) => `${kind} ${subject}`));
  return claims.some(({ kind, subject }) => kind !== 'object' && said.has(`${kind} ${subject}`));
}

/** The absent thing's names. What else is said of it is neither right nor wrong. */
function falsePartsOf(claims: readonly Claim[], absent: SceneEntity): Stretch[] {
  return claims
    .filter(({ kind, subject }) => kind === 'object' && subject === absent.id)
    .map(({ start, end }) => ({ start, end }))
    .sort((first, second) => first.start - second.start);
}

function withoutSubject(claim: Claim, absent: SceneEntity): Claim {
  if (claim.subject !== absent.id) return claim;
  const { subject: _, ...rest } = claim;
  return rest;
}

/** An absent thing with the looks and the place of one that might be there. */
function imagineThing(context: PerturbContext): SceneEntity {
  const { random, scene } = context;
  const model = random.pick(scene.entities);
  const colour = model.colour === null ? null : drawOtherColour(context);
  return { ...model, id: 'absent', noun: drawOtherNoun(context), colour };
}
