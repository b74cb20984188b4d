import type { Sample } from '@tldr-rm/schema';

/** Whether a sample says that its response is false. What is made of it would be labelled against a text that is not true. */
export function isLabelledFalse({ spans, hallucinated }: Pick<Sample, 'spans' | 'hallucinated'>): boolean {
  return hallucinated === true || spans?.some(({ label }) => label === 'hallucinated') === true;
}
