import { splitSentences } from '@tldr-rm/align';
import type { Sample } from '@tldr-rm/schema';
import { list, text, truth } from './parquet-schema';

/** Stepwise supervision of TRL (https://huggingface.co/docs/trl/dataset_formats#stepwise-supervision); the steps are sentences. */
export type TrlStepwise = {
  images: string[];
  prompt: string;
  completions: string[];
  /** Whether each sentence is right. */
  labels: boolean[];
};

export const TRL_STEPWISE_COLUMNS = [
  list('images', text('image')),
  text('prompt', 'REQUIRED'),
  list('completions', text('completion')),
  list('labels', truth('label')),
];

/**
 * A sentence is wrong if a hallucinated span overlaps it. Null for a sample without sentences, or of which nothing is known about each: it has no spans, and is not right
 * as a whole.
 */
export function trlStepwise({ image, prompt, response, spans, hallucinated }: Sample): TrlStepwise | null {
  const sentences = splitSentences(response);
  if (sentences.length === 0 || (spans === undefined && hallucinated !== false)) return null;
  const wrong = spans?.filter(({ label }) => label === 'hallucinated') ?? [];
  return {
    images: image === undefined ? [] : [image],
    prompt,
    completions: sentences.map((sentence) => sentence.text),
    labels: sentences.map(({ start, end }) => !wrong.some((span) => span.start < end && span.end > start)),
  };
}
