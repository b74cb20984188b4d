import { type TokenOffset, tokenLabels } from '@tldr-rm/align';
import type { Detection, Sample, Span } from '@tldr-rm/schema';
import { type SampleFacets, sampleFacets } from './sample-facets';
import type { ScoredResponse } from './scored-response';

/** A response whose truth is known and that a detector has yet to score. */
export interface ResponseToScore extends SampleFacets {
  id: string;
  /** The picture, or the sample where there is none: responses of one group are not independent of each other. */
  group: string;
  image?: string;
  prompt: string;
  text: string;
  spans: Span[];
}

/**
 * The responses of a labelled sample: its true text, all of which is right, where it has one, and its perturbed text with the spans. Both carry the sample's
 * facets, so that figures for a kind of hallucination cover as many right responses as wrong ones.
 */
export function expandLabelled(sample: Sample & { spans: Span[] }): ResponseToScore[] {
  const shared = {
    group: sample.image ?? sample.id,
    prompt: sample.prompt,
    ...sampleFacets(sample),
    ...(sample.image !== undefined && { image: sample.image }),
  };
  if (sample.original === undefined || sample.original === sample.response) {
    return [{ ...shared, id: sample.id, text: sample.response, spans: sample.spans }];
  }
  return [
    { ...shared, id: `${sample.id}/original`, text: sample.original, spans: [] },
    { ...shared, id: `${sample.id}/perturbed`, text: sample.response, spans: sample.spans },
  ];
}

/** Joins a response's truth with what a detector said about it, its own rewards of sentences and of the whole included. */
export function toScoredResponse(
  { id, group, taxonomy, objectSize, iconSet, text, spans }: Omit<ResponseToScore, 'prompt' | 'image' | 'group'> & { group?: string },
  detection: Pick<Detection, 'tokens' | 'sentences' | 'response'>,
): ScoredResponse {
  const offsets = detection.tokens.map((token): TokenOffset => [token.start, token.end]);
  return {
    id,
    ...(group !== undefined && { group }),
    ...(taxonomy !== undefined && { taxonomy }),
    ...(objectSize !== undefined && { objectSize }),
    ...(iconSet !== undefined && { iconSet }),
    text,
    tokens: detection.tokens,
    labels: tokenLabels(offsets, spans),
    sentences: detection.sentences,
    responseReward: detection.response.reward,
  };
}
