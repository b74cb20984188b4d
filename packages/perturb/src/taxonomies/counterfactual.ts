import { CAPTION_PROMPTS, drawFact, type FactKind, indefiniteArticle, nounForm, writeFact } from '@tldr-rm/scenes';
import type { Claim, Scene, SceneEntity } from '@tldr-rm/schema';
import { mentions, type PerturbContext, withCaseOf } from '../context';
import type { Edit, Perturbation } from '../edit';
import { evaluateClaim } from '../evaluate-claim';
import { drawOtherNoun } from './object-identification';
import { drawOtherColour } from './visual-attribute';

/** Kinds of sentences that can be told about something that is not there. */
const PHANTOM_FACTS: readonly FactKind[] = [
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

/** Share of captions with an absence in which the absent thing is claimed to be there: as many as captions that allow the reverse. */
const CLAIM_SHARE = 0.05;
/** Share of captions with an absence in which something that is there takes the place of what is absent. */
const DENY_SHARE = 0.5;
/** Share of sentences about absent things that take no other sentence's place. Small, since one more sentence is a hint by itself. */
const INSERT_SHARE = 0.03;
const MAX_SENTENCES = 6;
const MAX_DRAWS = 40;

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
  return tellOfPhantom(context);
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
      edits.push({ start: claim.start, end: claim.end, text: withCaseOf(word, replaced), label: 'hallucinated' });
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

function flippedWords(words: string): string | null {
  if (words === 'yes') return 'no';
  if (words === 'no') return 'yes';
  if (words.startsWith('no ')) return `${indefiniteArticle(words.slice(3))} ${words.slice(3)}`;
  const [, noun] = /^an? (.+)$/.exec(words) ?? [];
  return noun === undefined ? null : `no ${noun}`;
}

function tellOfPhantom(context: PerturbContext): Perturbation | null {
  const { claims, random, text } = context;
  const sentences = [...text.matchAll(/[^.]+\./g)].map((match) => {
    const start = match.index + (match[0].startsWith(' ') ? 1 : 0);
    return { start, end: match.index + match[0].length };
  });
  if (sentences.length < MAX_SENTENCES && random.chance(INSERT_SHARE)) {
    const sentence = writePhantom(context, null);
    if (sentence === null) return null;
    const place = random.integer(0, sentences.length);
    if (place === sentences.length) return insert(text.length, ' ', sentence, '');
    return insert(sentences[place]!.start, '', sentence, ' ');
  }
  for (const place of random.shuffle(sentences)) {
    const inside = (claim: Claim): boolean => claim.start >= place.start && claim.end <= place.end;
    const sentence = writePhantom(context, { claims: claims.filter(inside), rest: claims.filter((claim) => !inside(claim)) });
    if (sentence === null) continue;
    const edit: Edit = { start: place.start, end: place.end, text: sentence.text, label: 'hallucinated', falseParts: sentence.falseParts };
    const changedClaims = new Map<number, Claim | null>();
    for (const [index, claim] of claims.entries()) if (inside(claim)) changedClaims.set(index, null);
    return { edits: [edit], changedClaims, insertedClaims: { edit, claims: sentence.claims } };
  }
  return null;
}

function insert(at: number, before: string, sentence: PhantomSentence, after: string): Perturbation {
  const shift = (part: { start: number; end: number }) => ({ start: part.start + before.length, end: part.end + before.length });
  const edit: Edit = {
    start: at,
    end: at,
    text: `${before}${sentence.text}${after}`,
    label: 'hallucinated',
    falseParts: sentence.falseParts.map(shift),
  };
  const claims = sentence.claims.map((claim) => ({ ...claim, ...shift(claim) }));
  return { edits: [edit], changedClaims: new Map(), insertedClaims: { edit, claims } };
}

interface PhantomSentence {
  text: string;
  claims: readonly Claim[];
  falseParts: readonly { start: number; end: number }[];
}

/** A sentence to be replaced, and the claims of the rest of the text. */
interface Replaced {
  claims: readonly Claim[];
  rest: readonly Claim[];
}

/**
 * What kinds of claims a sentence makes, and how many of the things it names the rest of the text names too. A sentence that takes another's place makes
 * the same ones, so that a false text names no more things than a true one.
 */
function signatureOf(claims: readonly Claim[], rest: readonly Claim[]): string {
  const kinds = claims.map(({ kind, references }) => `${kind}${references?.length ?? 0}`).sort();
  const named = new Set(claims.flatMap(({ kind, subject }) => (kind === 'object' ? [subject] : [])));
  const shared = [...named].filter((id) => rest.some(({ kind, subject }) => kind === 'object' && subject === id));
  return `${kinds.join(' ')}, ${named.size} things, ${shared.length} known`;
}

/** A sentence about something absent, written by the generator of true captions for a scene in which it is present. */
function writePhantom(context: PerturbContext, replaced: Replaced | null): PhantomSentence | null {
  const { random, scene } = context;
  const rest = replaced?.rest ?? context.claims;
  const wanted = replaced === null ? null : signatureOf(replaced.claims, rest);
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const phantom = drawPhantom(context);
    const imagined: Scene = { ...scene, entities: [...scene.entities, phantom] };
    const fact = drawFact(random.pick(PHANTOM_FACTS), imagined, random);
    if (fact === null || !('x' in fact) || (fact.x !== phantom && !('y' in fact && fact.y === phantom))) continue;
    const { text, claims } = writeFact(fact, random);
    if (wanted !== null && signatureOf(claims, rest) !== wanted) continue;
    const said = new Set(rest.map(({ kind, subject }) => `${kind} ${subject}`));
    // What the text already says about the other thing is not said again.
    if (claims.some(({ kind, subject }) => kind !== 'object' && subject !== phantom.id && said.has(`${kind} ${subject}`))) continue;
    const named = claims.find(({ kind, subject }) => kind === 'object' && subject === phantom.id)!;
    const isFalse = ({ kind, subject, references, start }: Claim): boolean =>
      kind !== 'existence' && start >= named.start && (subject === phantom.id || references?.includes(phantom.id) === true);
    const falseParts = claims.filter(isFalse).map(({ start, end }) => ({ start, end }));
    falseParts.sort((first, second) => first.start - second.start);
    return { text, claims: claims.map((claim) => withoutPhantom(claim, phantom)), falseParts };
  }
  return null;
}

function withoutPhantom(claim: Claim, phantom: SceneEntity): Claim {
  if (claim.subject !== phantom.id) return claim;
  const { subject: _, ...rest } = claim;
  return rest;
}

/** An absent thing with the looks and the place of one that might be there. */
function drawPhantom(context: PerturbContext): SceneEntity {
  const { random, scene } = context;
  const model = random.pick(scene.entities);
  return {
    ...model,
    id: 'phantom',
    noun: drawOtherNoun(context),
    colour: model.colour === null ? null : (drawOtherColour(context, '') as SceneEntity['colour']),
  };
}
