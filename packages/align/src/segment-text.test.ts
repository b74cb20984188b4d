import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLICE, segmentText } from './segment-text';
import { anyText, CAPTIONS } from './testing/texts';

const longText = fc
  .array(fc.oneof(anyText, fc.constantFrom(...CAPTIONS)), { minLength: 20, maxLength: 200 })
  .map((parts) => parts.join(' ').repeat(4));

describe.each(['word', 'sentence'] as const)('segmentText by %s', (granularity) => {
  const segmenter = new Intl.Segmenter('en', { granularity });
  const whole = (text: string) => [...segmenter.segment(text)].map(({ segment, index }) => ({ segment, index }));

  it('gives what the segmenter gives for the whole text, however long', () => {
    let longest = 0;
    fc.assert(
      fc.property(longText, (text) => {
        longest = Math.max(longest, text.length);
        expect([...segmentText(text, segmenter)]).toEqual(whole(text));
      }),
      { numRuns: 30 },
    );
    expect(longest).toBeGreaterThan(2 * SLICE);
  });

  it('keeps a segment together that is longer than a slice', () => {
    const text = `A cat. ${'a'.repeat(3 * SLICE)} is long. The end.`;
    expect([...segmentText(text, segmenter)]).toEqual(whole(text));
  });

  it('leaves nothing out and cuts no character where slices end', () => {
    const text = '👩‍👩‍👧 🍏'.repeat(SLICE);
    expect([...segmentText(text, segmenter)].map(({ segment }) => segment).join('')).toBe(text);
    expect([...segmentText(text, segmenter)]).toEqual(whole(text));
  });
});
