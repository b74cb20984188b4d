import type { Taxonomy } from '@tldr-rm/schema';

/** A response with the rewards that a detector gave it and the truth. */
export interface ScoredResponse {
  /** Named in error messages. */
  id: string;
  /** Kind of hallucination the response was made to show; a true text carries the kind of its perturbed twin. */
  taxonomy?: Taxonomy;
  text: string;
  /** UTF-16 offsets, and the reward in [0, 1]. */
  tokens: readonly { start: number; end: number; reward: number }[];
  /** One per token: 1 right, 0 hallucinated, -1 ignored. */
  labels: Int8Array;
  /** Reward of the whole response, where the detector gives one; otherwise the lowest reward of a token that is not ignored counts. */
  responseReward?: number;
  /**
   * Where the sentences are (otherwise `splitSentences` finds them), with their rewards where the detector gives them; otherwise the lowest reward
   * of a token that is not ignored counts.
   */
  sentences?: readonly { start: number; end: number; reward?: number }[];
}

/** A reward below its threshold means hallucinated. */
export interface Thresholds {
  token: number;
  sentence: number;
  response: number;
}

/** The paper's threshold (theta), for all levels. */
export const DEFAULT_THRESHOLDS: Thresholds = { token: 0.5, sentence: 0.5, response: 0.5 };
