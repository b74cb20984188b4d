import type { SampleFacets } from './sample-facets';
import type { KindVerdict } from './taxonomy-confusion';

/** A response with the rewards that a detector gave it and the truth. */
export interface ScoredResponse extends SampleFacets {
  /** Named in error messages. */
  id: string;
  /** The sample that it comes from, by which samples are counted; its own id if not given. */
  sample?: string;
  /** Whether the detector said that it does not know pictures like this one. */
  outsideDomain?: boolean;
  /** What responses that share a picture have in common: a bootstrap draws all of them or none. Each response is a group of its own if not given. */
  group?: string;
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
  /**
   * Truth of the response as a whole, where that is all that is known or all that the detector judges: then its tokens and sentences count in no figure. Otherwise
   * a response is hallucinated if one of its tokens is.
   */
  hallucinated?: boolean;
  /** What the detector told of the kind of each hallucinated span whose kind is known (`kindVerdicts`). */
  kinds?: readonly KindVerdict[];
}

/** A reward below its threshold means hallucinated. */
export interface Thresholds {
  token: number;
  sentence: number;
  response: number;
}

/** The paper's threshold (theta), for all levels. */
export const DEFAULT_THRESHOLDS: Thresholds = { token: 0.5, sentence: 0.5, response: 0.5 };
