import type { Random } from '@tldr-rm/random';
import type { Claim, Scene } from '@tldr-rm/schema';
import { CAPTION_TEMPLATES } from './caption-templates';
import type { Fact, FactKind } from './fact';
import { drawFact } from './list-facts';
import type { Template } from './template';
import { Told } from './told';
import { type Bindings, writeTemplate } from './write-template';

/** How often each kind of fact is told, before the scene limits the choice. */
const FACT_WEIGHTS: readonly (readonly [FactKind, number])[] = [
  ['object', 1.5],
  ['absence', 0.7],
  ['count', 4],
  ['colour', 2],
  ['coloured-object', 1.5],
  ['size', 1.2],
  ['sized-object', 1],
  ['compared-size', 1.2],
  ['horizontal-relation', 2.2],
  ['vertical-relation', 1.8],
  ['between', 1.2],
  ['rank', 1.2],
  ['horizontal-position', 0.9],
  ['vertical-position', 0.8],
  ['two-colours', 2],
  ['two-sizes', 1],
  ['two-objects', 0.7],
  ['three-objects', 0.5],
  ['sign', 2],
  ['sign-colour', 0.4],
  ['sign-word-and-colour', 1.6],
];

/** Share of sentences that say something before naming what it is about. */
const EARLY_SHARE = 0.2;

/** Draws after which a caption is left shorter than wished, because the scene has no more to tell. */
const MAX_DRAWS_PER_SENTENCE = 30;

/** Wordings drawn to find one that suits what has been named. */
const MAX_WORDING_DRAWS = 6;

/** How long a caption is. */
export interface DescribeOptions {
  /** At least this many sentences (default 1), if the scene has that much to tell. */
  minimumSentences?: number;
  /** At most this many sentences (default 6). */
  maximumSentences?: number;
}

/**
 * Tells a random selection of what is true about a scene, in random order and wording.
 *
 * No fact follows from others of the same caption (two relations never form a ring, a colour is told once), so that a changed word never contradicts
 * the rest of the text and can only be found out by looking at the picture.
 */
export function describeScene(scene: Scene, random: Random, options: DescribeOptions = {}): { text: string; claims: Claim[] } {
  const { minimumSentences = 1, maximumSentences = 6 } = options;
  const wanted = random.integer(minimumSentences, maximumSentences);
  const told = new Told();
  const named = new Set<string>();
  let text = '';
  const claims: Claim[] = [];
  let sentences = 0;
  // A caption is never empty: absence, at least, can be told of every scene.
  for (let draw = 0; sentences === 0 || (sentences < wanted && draw < MAX_DRAWS_PER_SENTENCE * wanted); draw += 1) {
    const fact = drawFact(random.weighted(FACT_WEIGHTS), scene, random);
    if (fact === null || (introduces(fact) && named.has(fact.x.id)) || !told.admit(fact)) continue;
    const sentence = writeFact(fact, random, named);
    for (const { kind, subject } of sentence.claims) if (kind === 'object' && subject !== undefined) named.add(subject);
    const offset = text === '' ? 0 : text.length + 1;
    text = text === '' ? sentence.text : `${text} ${sentence.text}`;
    for (const claim of sentence.claims) claims.push({ ...claim, start: claim.start + offset, end: claim.end + offset });
    sentences += 1;
  }
  return { text, claims };
}

type Introduction = Extract<Fact, { kind: 'object' | 'coloured-object' | 'sized-object' | 'two-objects' | 'three-objects' }>;

/** Whether the fact mainly says that something is there, which is odd once it has been named. */
function introduces(fact: Fact): fact is Introduction {
  return /object/.test(fact.kind);
}

/**
 * Writes one sentence about a fact, in one of the wordings for its kind. What has been named before is mostly "the dog", and what has not is "a dog" or
 * "the dog".
 */
export function writeFact(fact: Fact, random: Random, named: ReadonlySet<string> = new Set()): { text: string; claims: Claim[] } {
  const { late, early } = CAPTION_TEMPLATES[fact.kind];
  const templates = early.length > 0 && random.chance(EARLY_SHARE) ? early : late;
  const bindings = bindingsOf(fact);
  let template = random.pick(templates);
  for (let draw = 0; draw < MAX_WORDING_DRAWS && !suits(template, bindings, named); draw += 1) template = random.pick(templates);
  return writeTemplate(template, bindings, random);
}

function suits(template: Template, bindings: Bindings, named: ReadonlySet<string>): boolean {
  return template.every((part) => {
    if (typeof part === 'string' || part.role === undefined || part.role === 's' || !/^(?:a|exists)\b/.test(part.name)) return true;
    return !named.has(bindings[part.role]!.id);
  });
}

/** The roles of a fact, as templates name them. */
export function bindingsOf(fact: Fact): Bindings {
  if (fact.kind === 'absence') return { absent: fact.noun };
  const { kind: _, ...bindings } = fact;
  return bindings;
}
