import type { Random } from '@tldr-rm/random';
import type { LabelledSample, Sample, Taxonomy } from '@tldr-rm/schema';

/** What is asked of an engine for one sample. */
export interface PerturbRequest {
  /** Source of all choices. */
  random: Random;
  /** The kind of hallucination; without it any that applies. */
  taxonomy?: Taxonomy;
  /** How many changes to make in the text, at most; 1 if not given. */
  edits?: number;
  signal?: AbortSignal;
}

/** Makes true responses false. */
export interface PerturbationEngine {
  /** The negative, or null where the request cannot be met. */
  perturb(sample: Sample, request: PerturbRequest): LabelledSample | null | Promise<LabelledSample | null>;
}
