import { type Span, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';

/** A stretch of text that a detector flagged, with the kind of hallucination that it told. Offsets are UTF-16, half-open. */
export interface FlaggedSpan {
  start: number;
  end: number;
  category?: Taxonomy | undefined;
}

/** What a detector made of one hallucinated span whose kind is known. */
export interface KindVerdict {
  truth: Taxonomy;
  /** The kind told of the flagged span that shares most characters with it, the first of equals; null if none was flagged there. */
  told: Taxonomy | null;
}

/** Which kinds of hallucination a detector takes for which, over the true spans that it flagged. */
export interface TaxonomyConfusion {
  /** True spans with a known kind that were flagged. */
  count: number;
  /** True spans with a known kind that were not flagged: nothing was told of them. */
  missed: number;
  /** Share of the flagged ones whose kind was told rightly; null without any. */
  accuracy: number | null;
  /** Share of the flagged ones that are of the commonest kind: the accuracy of always saying that one. */
  commonest: number | null;
  /** How often each true kind (first name) was told as each kind (second name); kinds without a flagged span are left out as first names. */
  matrix: Partial<Record<Taxonomy, Record<Taxonomy, number>>>;
}

/** Finds, for each hallucinated span whose kind is known, what a detector told of it. Spans that were flagged without a kind are left out. */
export function kindVerdicts(truth: readonly Span[], flagged: readonly FlaggedSpan[]): KindVerdict[] {
  return truth.flatMap(({ start, end, label, taxonomy }): KindVerdict[] => {
    if (label !== 'hallucinated' || taxonomy === undefined) return [];
    let told: Taxonomy | null = null;
    let most = 0;
    for (const span of flagged) {
      const shared = Math.min(end, span.end) - Math.max(start, span.start);
      if (shared <= most) continue;
      if (span.category === undefined) return [];
      most = shared;
      told = span.category;
    }
    return [{ truth: taxonomy, told }];
  });
}

/**
 * Counts what was told of spans.
 *
 * @param weightOf How often each counts, by its place; once if not given.
 */
export function taxonomyConfusion(verdicts: readonly KindVerdict[], weightOf: (index: number) => number = () => 1): TaxonomyConfusion {
  const matrix: TaxonomyConfusion['matrix'] = {};
  let [count, missed, right] = [0, 0, 0];
  for (let index = 0; index < verdicts.length; index += 1) {
    const { truth, told } = verdicts[index]!;
    const weight = weightOf(index);
    if (weight === 0) continue;
    if (told === null) {
      missed += weight;
      continue;
    }
    const row = matrix[truth] ?? emptyRow();
    matrix[truth] = row;
    row[told] += weight;
    count += weight;
    if (truth === told) right += weight;
  }
  const inOrder = TAXONOMIES.flatMap((kind) => (matrix[kind] ? [[kind, matrix[kind]] as const] : []));
  const sizes = inOrder.map(([, row]) => Object.values(row).reduce((sum, cell) => sum + cell, 0));
  return {
    count,
    missed,
    accuracy: count === 0 ? null : right / count,
    commonest: count === 0 ? null : Math.max(...sizes) / count,
    matrix: Object.fromEntries(inOrder),
  };
}

function emptyRow(): Record<Taxonomy, number> {
  return Object.fromEntries(TAXONOMIES.map((kind) => [kind, 0])) as Record<Taxonomy, number>;
}
