import type { Span } from '@tldr-rm/schema';
import type { PatchHead } from '../config';

/** A prompt and a labelled response about a picture. */
export interface TrainingText {
  prompt: string;
  response: string;
  spans?: Span[] | undefined;
  /** Label of the response as a whole, which the naive model is trained with; without it, that of its spans. */
  hallucinated?: boolean | undefined;
  /** Where the response says something that the picture decides. UTF-16, half-open. */
  claims?: Pick<Span, 'start' | 'end'>[] | undefined;
}

/** A picture and the responses about it that share one pass of the image encoder. */
export interface TrainingExample {
  /** RGB bytes, row-major [imageSize, imageSize, 3]. */
  pixels: Uint8Array;
  texts: TrainingText[];
  /** What is known of the thing under each cell of the image grid, row-major; class 0 is nothing. */
  patches?: Partial<Record<PatchHead, Int32Array>>;
}

/**
 * Where training examples come from. `batch` must be a pure function of the step, so that a resumed run sees exactly what an uninterrupted one would.
 * All examples of a batch have the same number of texts,
 * which may be zero: such a batch trains the patch heads alone.
 */
export interface TrainingData {
  /** The word for each patch class, empty where there is none. With them the image tokens can be aligned with the words' embeddings. */
  patchWords?: Partial<Record<PatchHead, string[]>>;
  batch(step: number): Promise<TrainingExample[]> | TrainingExample[];
}
