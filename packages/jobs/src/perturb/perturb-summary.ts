import type { RunState } from '@tldr-rm/files';
import { taxonomySchema } from '@tldr-rm/schema';
import { z } from 'zod';

export const perturbSummarySchema = z.object({
  samples: z.number(),
  written: z.number(),
  /** Samples that lack what the engine needs; of the scene engine, the truth. */
  withoutScene: z.number(),
  /** Samples that are labelled as false: nothing is made of them. */
  alreadyFalse: z.number(),
  /** Samples that the taxonomy (or any) cannot be applied to. */
  notApplicable: z.number(),
  /** Samples that are longer than the engine reads, if there are any. */
  tooLong: z.number().optional(),
  byTaxonomy: z.partialRecord(taxonomySchema, z.number()),
});

/** What a run has made. */
export type PerturbSummary = z.infer<typeof perturbSummarySchema>;

/** How far a run has come. */
export type PerturbState = RunState<PerturbSummary>;
