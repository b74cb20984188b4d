import { TAXONOMIES } from '@tldr-rm/schema';
import { type AuditedSample, asNegative, type Negative, taxonomiesOf, UNNAMED_TAXONOMY } from './audited-sample';
import { BoundedSample } from './bounded-sample';
import { type CountedIds, count, DuplicateCounter } from './count-duplicates';
import { DistributionCounter } from './distribution';
import { findLabelProblems, type LabelProblem } from './find-label-problems';
import type { GrammarChecker } from './grammar-checker';
import { listEdits } from './list-edits';
import { measureGrammar } from './measure-grammar';
import { measureGuessability } from './measure-guessability';
import type { AuditExample, EngineSummary, PerturbationAudit, TaxonomyCounts } from './perturbation-audit';
import { wordsOf } from './text-features';

export interface AuditOptions {
  /** What is drawn depends on it: sampled pairs, halves, bootstrap. Default `audit`. */
  seed?: string;
  /** Pairs that guessability is measured on, at most; default {@link DEFAULT_PAIRS}. */
  pairs?: number;
  /** Checks the language of up to `grammarPairs` of these pairs; without it the language is not checked. */
  grammarChecker?: GrammarChecker | undefined;
  /** Default {@link DEFAULT_GRAMMAR_PAIRS}. */
  grammarPairs?: number;
  /** Examples of each kind of hallucination; default 12. */
  examples?: number;
  /** What the engine told about its run. */
  engine?: EngineSummary | null;
}

/** Pairs that guessability is measured on: enough for an interval of about ±0.02, and seconds of work. */
export const DEFAULT_PAIRS = 5000;

/** Pairs whose language is checked: the checker reads about a hundred texts a second. */
export const DEFAULT_GRAMMAR_PAIRS = 500;

const COUNT_EDGES = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15];
const WORD_EDGES = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
const CHARACTER_EDGES = [0, 2, 4, 6, 8, 10, 15, 20, 40, 80, 160];
const TENTHS = Array.from({ length: 11 }, (_, index) => index / 10);

/**
 * Reads labelled samples once and says how good they are as hard negatives. What is counted is counted over all samples; what is learned or read closely
 * (guessability, language) is measured on a seeded sample whose size is bounded, and so is memory.
 */
export async function auditPerturbations(
  samples: AsyncIterable<AuditedSample> | Iterable<AuditedSample>,
  options: AuditOptions = {},
): Promise<PerturbationAudit> {
  const { seed = 'audit', pairs = DEFAULT_PAIRS, grammarPairs = DEFAULT_GRAMMAR_PAIRS, examples = 12, engine = null } = options;
  const tally = new AuditTally(seed, pairs, examples);
  for await (const sample of samples) tally.add(sample);
  const sampled = tally.pairs.items();
  const { grammarChecker } = options;
  return {
    ...tally.summarize(),
    engine,
    grammar: grammarChecker === undefined ? null : await measureGrammar(sampled.slice(0, grammarPairs), grammarChecker),
    guessability: measureGuessability(sampled, seed),
    seed,
  };
}

/** All that is gathered in one pass. */
class AuditTally {
  readonly pairs: BoundedSample<Negative>;
  readonly #seed: string;
  readonly #examplesOfKind: number;
  readonly #examples = new Map<string, BoundedSample<AuditExample>>();
  readonly #duplicates = new DuplicateCounter();
  readonly #taxonomies = new Map<string, { samples: number; edits: number }>(TAXONOMIES.map((name) => [name, { samples: 0, edits: 0 }]));
  readonly #problems: Partial<Record<LabelProblem, CountedIds>> = {};
  readonly #perText = new DistributionCounter();
  readonly #words = new DistributionCounter();
  readonly #characters = new DistributionCounter();
  readonly #position = new DistributionCounter();
  readonly #shareChanged = new DistributionCounter();
  #read = 0;
  #negatives = 0;
  #flawed = 0;
  #hallucinated = 0;
  #ignored = 0;

  constructor(seed: string, pairs: number, examples: number) {
    this.#seed = seed;
    this.#examplesOfKind = examples;
    this.pairs = new BoundedSample(pairs, `${seed}/pairs`);
  }

  add(sample: AuditedSample): void {
    this.#read += 1;
    const negative = asNegative(sample);
    if (negative === null) {
      this.#duplicates.addTrueText(sample);
      return;
    }
    this.#negatives += 1;
    this.#duplicates.addNegative(negative);
    const problems = findLabelProblems(negative);
    if (problems.length > 0) this.#flawed += 1;
    for (const problem of problems) {
      this.#problems[problem] ??= { count: 0, ids: [] };
      count(this.#problems[problem], negative.id);
    }
    const kinds = taxonomiesOf(negative);
    for (const kind of kinds) this.#countsOf(kind).samples += 1;
    // Spans that are broken would give lengths and positions of nothing.
    const isMeasurable = !problems.some((problem) => /^(empty-span|span-outside-text|overlapping-spans)$/.test(problem));
    if (isMeasurable) this.#measureEdits(negative);
    if (negative.original !== negative.response) this.pairs.offer(negative.id, () => withoutPicture(negative));
    if (isMeasurable) for (const kind of kinds) this.#examplesOf(kind).offer(negative.id, () => exampleOf(negative, kinds));
  }

  summarize(): Pick<PerturbationAudit, 'samples' | 'taxonomies' | 'edits' | 'duplicates' | 'labels' | 'examples'> {
    const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
    const taxonomies = [...this.#taxonomies].map(([name, { samples, edits }]): [string, TaxonomyCounts] => [
      name,
      { samples, sampleShare: share(samples, this.#negatives), edits, editShare: share(edits, this.#hallucinated) },
    ]);
    const examples = new Map([...this.#examples.values()].flatMap((sample) => sample.items()).map((example) => [example.id, example]));
    return {
      samples: { read: this.#read, negatives: this.#negatives, trueTexts: this.#read - this.#negatives },
      taxonomies: Object.fromEntries(taxonomies),
      edits: {
        count: { hallucinated: this.#hallucinated, ignored: this.#ignored },
        perText: this.#perText.summarize(COUNT_EDGES),
        words: this.#words.summarize(WORD_EDGES),
        characters: this.#characters.summarize(CHARACTER_EDGES),
        position: this.#position.summarize(TENTHS),
        shareChanged: this.#shareChanged.summarize(TENTHS),
      },
      duplicates: this.#duplicates.summarize(),
      labels: { flawed: this.#flawed, problems: this.#problems },
      examples: [...examples.values()].sort((first, second) => (first.id < second.id ? -1 : 1)),
    };
  }

  #measureEdits(negative: Negative): void {
    const { length } = negative.response;
    let changed = 0;
    let falseEdits = 0;
    for (const { start, end, text, hallucinated, taxonomy } of listEdits(negative)) {
      changed += end - start;
      if (!hallucinated) {
        this.#ignored += 1;
        continue;
      }
      falseEdits += 1;
      this.#hallucinated += 1;
      this.#countsOf(taxonomy ?? UNNAMED_TAXONOMY).edits += 1;
      this.#words.add(wordsOf(text).filter((word) => /[\p{L}\p{N}]/u.test(word)).length);
      this.#characters.add(end - start);
      this.#position.add((start + end) / 2 / length);
    }
    this.#perText.add(falseEdits);
    if (length > 0) this.#shareChanged.add(changed / length);
  }

  #countsOf(kind: string): { samples: number; edits: number } {
    const counts = this.#taxonomies.get(kind) ?? { samples: 0, edits: 0 };
    this.#taxonomies.set(kind, counts);
    return counts;
  }

  #examplesOf(kind: string): BoundedSample<AuditExample> {
    const examples = this.#examples.get(kind) ?? new BoundedSample<AuditExample>(this.#examplesOfKind, `${this.#seed}/examples/${kind}`);
    this.#examples.set(kind, examples);
    return examples;
  }
}

/** What a pair is kept for; a picture within the line would fill the memory, so its reference is shortened to what tells it from others. */
function withoutPicture({ id, image, prompt, response, original, spans }: Negative): Negative {
  const short = image?.startsWith('data:') ? `${image.length}:${image.slice(-64)}` : image;
  return { id, image: short, prompt, response, original, spans };
}

function exampleOf({ id, prompt, response, original, spans }: Negative, taxonomies: string[]): AuditExample {
  const plain = spans.map(({ start, end, label, original: before }) => ({
    start,
    end,
    label,
    ...(before !== undefined && { original: before }),
  }));
  return { id, taxonomies, prompt, response, original, spans: plain };
}
