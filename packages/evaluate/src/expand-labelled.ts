import { HALLUCINATED, IGNORE, type TokenOffset, tokenLabels } from '@tldr-rm/align';
import type { Detection, Sample, Span } from '@tldr-rm/schema';
import { type SampleFacets, sampleFacets } from './sample-facets';
import type { ScoredResponse } from './scored-response';
import { kindVerdicts } from './taxonomy-confusion';

/** Code of the warning that a picture is unlike those that a detector knows. */
const OUTSIDE_DOMAIN = 'IMAGE_OUTSIDE_DOMAIN';

/** A response whose truth is known and that a detector has yet to score. */
export interface ResponseToScore extends SampleFacets {
  id: string;
  /** Id of the sample that it comes from, by which samples are counted; its own id if not given. */
  sample?: string;
  /** The picture, or the sample where there is none: responses of one group are not independent of each other. */
  group: string;
  image?: string;
  prompt: string;
  text: string;
  spans: Span[];
  /** Truth of the response as a whole where nothing is known of its words; `spans` is empty then. */
  hallucinated?: boolean;
}

/** A sample with token-level or response-level truth. */
export type LabelledTruth = Sample & ({ spans: Span[] } | { hallucinated: boolean });

/**
 * The responses of a labelled sample: its true text, all of which is right, where it has one, and its perturbed text with the spans. Both carry the sample's
 * facets, so that figures for a kind of hallucination cover as many right responses as wrong ones. A sample with `hallucinated` alone counts as a whole.
 */
export function expandLabelled(sample: LabelledTruth): ResponseToScore[] {
  const shared = {
    sample: sample.id,
    group: sample.image ?? sample.id,
    prompt: sample.prompt,
    ...sampleFacets(sample),
    ...(sample.image !== undefined && { image: sample.image }),
  };
  const { spans, hallucinated } = sample;
  if (spans === undefined) {
    const whole = { ...shared, id: sample.id, text: sample.response, spans: [], hallucinated: hallucinated === true };
    const isPerturbed = sample.original !== undefined && sample.original !== sample.response;
    return isPerturbed
      ? [{ ...shared, id: `${sample.id}/original`, text: sample.original!, spans: [], hallucinated: false }, whole]
      : [whole];
  }
  if (sample.original === undefined || sample.original === sample.response) {
    return [{ ...shared, id: sample.id, text: sample.response, spans }];
  }
  return [
    { ...shared, id: `${sample.id}/original`, text: sample.original, spans: [] },
    { ...shared, id: `${sample.id}/perturbed`, text: sample.response, spans },
  ];
}

/**
 * Joins a response's truth with what a detector said about it, its own rewards of sentences and of the whole included. Where the detector judges whole responses
 * alone (`level`), or the truth is of the whole alone, no figure of tokens comes of it.
 */
export function toScoredResponse(
  {
    id,
    sample,
    group,
    taxonomy,
    objectSize,
    iconSet,
    text,
    spans,
    hallucinated,
  }: Omit<ResponseToScore, 'prompt' | 'image' | 'group'> & { group?: string },
  detection: Pick<Detection, 'tokens' | 'sentences' | 'response'> & Partial<Pick<Detection, 'spans' | 'level' | 'warnings'>>,
): ScoredResponse {
  const kinds = detection.spans && kindVerdicts(spans, detection.spans);
  const offsets = detection.tokens.map((token): TokenOffset => [token.start, token.end]);
  const labels = tokenLabels(offsets, spans);
  // A response of nothing but ignored tokens counts nowhere, whoever judges it.
  const judgedWhole =
    detection.level === 'response' && labels.some((label) => label !== IGNORE) ? labels.includes(HALLUCINATED) : undefined;
  const truth = hallucinated ?? judgedWhole;
  return {
    id,
    ...(sample !== undefined && { sample }),
    ...(detection.warnings?.some(({ code }) => code === OUTSIDE_DOMAIN) && { outsideDomain: true }),
    ...(group !== undefined && { group }),
    ...(taxonomy !== undefined && { taxonomy }),
    ...(objectSize !== undefined && { objectSize }),
    ...(iconSet !== undefined && { iconSet }),
    text,
    tokens: detection.tokens,
    labels,
    sentences: detection.sentences,
    responseReward: detection.response.reward,
    ...(truth !== undefined && { hallucinated: truth }),
    ...(kinds && kinds.length > 0 && { kinds }),
  };
}
