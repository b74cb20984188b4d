import { z } from 'zod';

/** The eight kinds of hallucination of the TLDR paper (section 3), in the paper's order. */
export const TAXONOMIES = [
  'spatial-relationship',
  'visual-attribute',
  'attribute-binding',
  'object-identification',
  'counting',
  'small-object',
  'text-ocr',
  'counterfactual',
] as const;

export const taxonomySchema = z.enum(TAXONOMIES);

/** One of the eight kinds of hallucination. */
export type Taxonomy = z.infer<typeof taxonomySchema>;
