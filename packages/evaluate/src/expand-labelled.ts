import { type TokenOffset, tokenLabels } from '@tldr-rm/align';
import type { Detection, LabelledSample, Span, Taxonomy } from '@tldr-rm/schema';
import type { ScoredResponse } from './scored-response';

/** A response whose truth is known and that a detector has yet to score. */
export interface ResponseToScore {
  id: string;
  taxonomy?: Taxonomy;
  image?: string;
  prompt: string;
  text: string;
  spans: Span[];
}

/**
 * The two responses of a labelled sample: its true text, all of which is right, and its perturbed text with the spans. Both carry the kind of
 * hallucination, if all spans agree on one, so that figures for a kind cover as many right responses as wrong ones.
 */
export function expandLabelled(sample: LabelledSample): [original: ResponseToScore, perturbed: ResponseToScore] {
  const taxonomy = commonTaxonomy(sample.spans);
  const shared = {
    prompt: sample.prompt,
    ...(taxonomy !== undefined && { taxonomy }),
    ...(sample.image !== undefined && { image: sample.image }),
  };
  return [
    { ...shared, id: `${sample.id}/original`, text: sample.original, spans: [] },
    { ...shared, id: `${sample.id}/perturbed`, text: sample.response, spans: sample.spans },
  ];
}

/** Joins a response's truth with what a detector said about it, its own rewards of sentences and of the whole included. */
export function toScoredResponse(
  response: Pick<ResponseToScore, 'id' | 'taxonomy' | 'text' | 'spans'>,
  detection: Pick<Detection, 'tokens' | 'sentences' | 'response'>,
): ScoredResponse {
  const offsets = detection.tokens.map((token): TokenOffset => [token.start, token.end]);
  return {
    id: response.id,
    ...(response.taxonomy !== undefined && { taxonomy: response.taxonomy }),
    text: response.text,
    tokens: detection.tokens,
    labels: tokenLabels(offsets, response.spans),
    sentences: detection.sentences,
    responseReward: detection.response.reward,
  };
}

/** The kind of hallucination that all hallucinated spans agree on; undefined if they differ, have none, or there are no such spans. */
export function commonTaxonomy(spans: readonly Span[]): Taxonomy | undefined {
  const kinds = new Set(spans.filter((span) => span.label === 'hallucinated').map((span) => span.taxonomy));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}
