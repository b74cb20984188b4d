import type { Sample, Size, Span, Taxonomy } from '@tldr-rm/schema';

/** What responses of a sample are grouped by when figures are broken down. */
export interface SampleFacets {
  /** Kind of hallucination; a true text carries the kind of its perturbed twin. */
  taxonomy?: Taxonomy;
  /** Size of the thing that the false words speak of. */
  objectSize?: Size;
  /** Icon set that the picture was drawn with; `several` where it mixes sets. */
  iconSet?: string;
}

/** The facets that a sample tells: its kind if all false spans agree on one, and, where it carries its scene, the size and the icon set. */
export function sampleFacets({ spans = [], scene, claims = [] }: Pick<Sample, 'spans' | 'scene' | 'claims'>): SampleFacets {
  const taxonomy = commonTaxonomy(spans);
  const objectSize = single(sizesSpokenOf(spans, claims, scene));
  const sets = new Set(scene?.entities.map(({ icon }) => icon.split(':')[0]!));
  const iconSet = sets.size > 1 ? 'several' : single(sets);
  return {
    ...(taxonomy !== undefined && { taxonomy }),
    ...(objectSize !== undefined && { objectSize }),
    ...(iconSet !== undefined && { iconSet }),
  };
}

/** The kind of hallucination that all hallucinated spans agree on; undefined if they differ, have none, or there are no such spans. */
export function commonTaxonomy(spans: readonly Span[]): Taxonomy | undefined {
  return single(new Set(spans.filter(isFalse).map((span) => span.taxonomy)));
}

function sizesSpokenOf(spans: readonly Span[], claims: NonNullable<Sample['claims']>, scene: Sample['scene']): Set<Size> {
  const sizes = new Map(scene?.entities.map(({ id, size }) => [id, size]));
  const touched = claims.filter((claim) => spans.some((span) => isFalse(span) && span.start < claim.end && span.end > claim.start));
  return new Set(touched.flatMap(({ subject }) => sizes.get(subject ?? '') ?? []));
}

function isFalse(span: Span): boolean {
  return span.label === 'hallucinated';
}

function single<Value>(values: ReadonlySet<Value>): Value | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}
