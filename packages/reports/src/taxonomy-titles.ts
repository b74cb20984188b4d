import type { Taxonomy } from '@tldr-rm/schema';

/** Names of the kinds of hallucination, for people. */
export const TAXONOMY_TITLES: Readonly<Record<Taxonomy, string>> = {
  'spatial-relationship': 'Spatial relationship',
  'visual-attribute': 'Visual attribute',
  'attribute-binding': 'Attribute binding',
  'object-identification': 'Object identification',
  counting: 'Counting',
  'small-object': 'Small object',
  'text-ocr': 'Written text',
  counterfactual: 'Counterfactual',
};

/** The title of a kind; a kind that data brings along is called as it is there. */
export function kindTitle(kind: string): string {
  return Object.hasOwn(TAXONOMY_TITLES, kind) ? TAXONOMY_TITLES[kind as Taxonomy] : kind;
}
