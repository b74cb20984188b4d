import { sampleSchema } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { generateSamples } from './generate-samples';
import { splitOf } from './split-of';
import { CAPTION_PROMPTS } from './text';

describe('generateSamples', () => {
  it('gives valid samples of the split, with scene and claims, each under its own identifier', () => {
    const samples = [...generateSamples({ seed: 3, split: 'validation', count: 60 })];
    expect(samples).toHaveLength(60);
    expect(new Set(samples.map(({ id }) => id)).size).toBe(60);
    for (const sample of samples) {
      expect(sampleSchema.parse(sample)).toEqual(sample);
      expect(splitOf(sample.scene)).toBe('validation');
      for (const claim of sample.claims) expect(claim.end).toBeLessThanOrEqual(sample.response.length);
    }
  });

  it('gives the same samples when it starts in the middle', () => {
    const whole = [...generateSamples({ seed: 'resume', split: 'train', count: 20 })];
    expect([...generateSamples({ seed: 'resume', split: 'train', count: 8, first: 12 })]).toEqual(whole.slice(12));
  });

  it('makes captions only, or answers only, as asked', () => {
    const prompts = (captionShare: number): string[] =>
      [...generateSamples({ seed: 1, split: 'train', count: 30, captionShare })].map(({ prompt }) => prompt);
    const captions: readonly string[] = CAPTION_PROMPTS;
    expect(prompts(1).every((prompt) => captions.includes(prompt))).toBe(true);
    expect(prompts(0).some((prompt) => captions.includes(prompt))).toBe(false);
  });
});
