import { createRandom, type Random } from '@tldr-rm/random';
import { type LabelledSample, type Sample, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { applyPerturbation, type Edit } from '../edit';
import type { PerturbationEngine, PerturbRequest } from '../engine';
import { isLabelledFalse } from '../is-labelled-false';
import { repairArticles } from '../repair-articles';
import { answering } from './answering';
import { type Candidate, type LexicalContext, wordSet } from './lexical-context';
import type { Parser } from './parse-text';
import type { ParsedText } from './parsed-text';
import { readQuestion } from './question';
import { attributeBindingCandidates } from './taxonomies/attribute-binding';
import { counterfactualCandidates } from './taxonomies/counterfactual';
import { countingCandidates } from './taxonomies/counting';
import { objectIdentificationCandidates } from './taxonomies/object-identification';
import { smallObjectCandidates } from './taxonomies/small-object';
import { spatialRelationshipCandidates } from './taxonomies/spatial-relationship';
import { isReading, textOcrCandidates } from './taxonomies/text-ocr';
import { visualAttributeCandidates } from './taxonomies/visual-attribute';
import { yesNoCandidates } from './taxonomies/yes-no';
import type { WordWeights } from './word-weights';
import type { WordNet } from './wordnet';

const CANDIDATES: Readonly<Record<Taxonomy, (context: LexicalContext) => Candidate[]>> = {
  'spatial-relationship': spatialRelationshipCandidates,
  'visual-attribute': visualAttributeCandidates,
  'attribute-binding': attributeBindingCandidates,
  'object-identification': objectIdentificationCandidates,
  counting: countingCandidates,
  'small-object': smallObjectCandidates,
  'text-ocr': textOcrCandidates,
  counterfactual: counterfactualCandidates,
};

/**
 * Longest text that is perturbed, in characters. Longer texts are no captions, and what compares each thing with each other would take long: half a second for all
 * kinds at this length.
 */
export const MAXIMUM_LEXICAL_LENGTH = 10_000;

/** Makes false what an English text says, by its words alone. See `loadLexicalEngine`. */
export class LexicalEngine implements PerturbationEngine {
  readonly #parse: Parser;
  readonly #wordNet: WordNet;
  readonly #weights: WordWeights;
  #last: ParsedText | undefined;

  constructor(parse: Parser, wordNet: WordNet, weights: WordWeights) {
    this.#parse = parse;
    this.#wordNet = wordNet;
    this.#weights = weights;
  }

  /**
   * Makes a true response false, with the false words labelled. Words that changed only for grammar are labelled `ignore`.
   *
   * @returns the labelled sample, or null if the text has nothing that the taxonomy could make false, is longer than 10,000 characters, or is labelled as
   *   false already.
   */
  perturb(sample: Sample, { random, taxonomy, edits = 1 }: PerturbRequest): LabelledSample | null {
    if (sample.response.length > MAXIMUM_LEXICAL_LENGTH) return null;
    if (isLabelledFalse(sample)) return null;
    const parsed = this.#parsedText(sample.response);
    const changes: (readonly Edit[])[] = [];
    const mentioned = wordSet(sample.response, sample.prompt);
    while (changes.length < edits) {
      const context = this.#contextOf(sample, parsed, random, mentioned);
      const change = drawChange(context, taxonomy, changes.flat());
      if (change === null) break;
      changes.push(change);
      for (const word of wordSet(...change.map(({ text }) => text))) mentioned.add(word);
    }
    if (changes.length === 0) return null;
    const all = repairArticles(sample.response, changes.flat());
    return applyPerturbation(sample, { edits: all, changedClaims: staleClaims(sample, all) }, taxonomy ?? all[0]!.taxonomy!);
  }

  /** The taxonomies along which a sample can be perturbed, for which only its prompt and its response count. */
  applicableTaxonomies(sample: Pick<Sample, 'prompt' | 'response'>): Taxonomy[] {
    if (sample.response.length > MAXIMUM_LEXICAL_LENGTH) return [];
    const random = createRandom(sample.response);
    const parsed = this.#parsedText(sample.response);
    const context = this.#contextOf(sample, parsed, random, wordSet(sample.response, sample.prompt));
    return TAXONOMIES.filter((taxonomy) => drawChange(context, taxonomy, []) !== null);
  }

  #parsedText(text: string): ParsedText {
    // Whoever asks for one taxonomy after the other has one text parsed once.
    if (this.#last?.text !== text) this.#last = this.#parse(text);
    return this.#last;
  }

  #contextOf({ prompt }: Pick<Sample, 'prompt'>, parsed: ParsedText, random: Random, mentioned: ReadonlySet<string>): LexicalContext {
    let nouns: string[] | undefined;
    const asked = (): string[] => {
      nouns ??= this.#parse(prompt).phrases.map(({ noun }) => noun);
      return nouns;
    };
    return { parsed, question: readQuestion(prompt), asked, mentioned, random, wordNet: this.#wordNet, weights: this.#weights };
  }
}

/** Draws a change of one kind, or of each kind in random order until one applies, that leaves earlier changes alone. */
function drawChange(context: LexicalContext, taxonomy: Taxonomy | undefined, made: readonly Edit[]): Edit[] | null {
  for (const wanted of taxonomy === undefined ? context.random.shuffle(TAXONOMIES) : [taxonomy]) {
    if (wanted !== 'text-ocr' && isReading(context)) continue;
    const candidates = [...CANDIDATES[wanted](context), ...yesNoCandidates(context, wanted)];
    while (candidates.length > 0) {
      const candidate = context.random.weighted(candidates.map((each) => [each, each.weight] as const));
      candidates.splice(candidates.indexOf(candidate), 1);
      const edits = answering(context, candidate.draw());
      if (edits === null || edits.length === 0 || edits.some((edit) => made.some((other) => touches(edit, other)))) continue;
      return edits.map((edit) => ({ ...edit, taxonomy: wanted }));
    }
  }
  return null;
}

/** Whether two edits change the same or neighbouring words. */
function touches(edit: Edit, other: Edit): boolean {
  return edit.start <= other.end + 1 && other.start <= edit.end + 1;
}

/** Claims about words that changed are true no longer. */
function staleClaims({ claims }: Sample, edits: readonly Edit[]): Map<number, null> {
  const stale = new Map<number, null>();
  for (const [index, claim] of (claims ?? []).entries()) {
    if (edits.some(({ start, end }) => start < claim.end && claim.start < Math.max(end, start + 1))) stale.set(index, null);
  }
  return stale;
}
