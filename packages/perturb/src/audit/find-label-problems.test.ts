import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditedSpan, Negative } from './audited-sample';
import { findLabelProblems } from './find-label-problems';

const WORDS = ['red', 'dog', 'cup', 'two', 'owls', '🦊', 'né', '犬', 'sits', 'left'];

/** A text with some of its words replaced by others, and labels that say exactly that. */
const labelled = fc
  .array(fc.record({ word: fc.constantFrom(...WORDS), other: fc.option(fc.constantFrom('BLUE', 'CAT 🐈', 'nine')) }), {
    minLength: 1,
    maxLength: 12,
  })
  .filter((parts) => parts.some(({ other }) => other !== null))
  .map((parts): Negative => {
    let response = '';
    const spans: AuditedSpan[] = [];
    for (const { word, other } of parts) {
      if (response !== '') response += ' ';
      if (other !== null) {
        spans.push({
          start: response.length,
          end: response.length + other.length,
          label: 'hallucinated',
          taxonomy: 'counting',
          original: word,
        });
      }
      response += other ?? word;
    }
    return { id: 'a', prompt: '', response, original: parts.map(({ word }) => word).join(' '), spans, hallucinated: true };
  });

describe('label problems', () => {
  it('are none where labels say exactly what changed', () => {
    fc.assert(
      fc.property(labelled, (negative) => {
        expect(findLabelProblems(negative)).toEqual([]);
      }),
    );
  });

  it('are found when a span loses a character, whichever it is', () => {
    fc.assert(
      fc.property(labelled, fc.nat(), fc.boolean(), (negative, pick, atStart) => {
        const index = pick % negative.spans.length;
        const spans = negative.spans.map((span, at) =>
          at !== index ? span : atStart ? { ...span, start: span.start + 1 } : { ...span, end: span.end - 1 },
        );
        expect(findLabelProblems({ ...negative, spans })).not.toEqual([]);
      }),
    );
  });

  it('are found when a span is missing', () => {
    fc.assert(
      fc.property(labelled, fc.nat(), (negative, pick) => {
        const spans = negative.spans.filter((_, index) => index !== pick % negative.spans.length);
        expect(findLabelProblems({ ...negative, spans })).not.toEqual([]);
      }),
    );
  });

  it('are found when any character outside of the spans changes', () => {
    fc.assert(
      fc.property(labelled, fc.nat(), (negative, pick) => {
        const outside = Array.from(negative.response, (_, at) => at).filter((at) =>
          negative.spans.every(({ start, end }) => at < start || at >= end),
        );
        fc.pre(outside.length > 0);
        const at = outside[pick % outside.length]!;
        const response = `${negative.response.slice(0, at)}#${negative.response.slice(at + 1)}`;
        expect(findLabelProblems({ ...negative, response })).toEqual(['change-outside-spans', 'not-rebuildable']);
      }),
    );
  });

  const span = { start: 2, end: 5, label: 'hallucinated', taxonomy: 'visual-attribute', original: 'red' };
  const base: Negative = { id: 'a', prompt: '', original: 'A red dog.', response: 'A sad dog.', spans: [span], hallucinated: true };
  it.each([
    ['empty-span', { spans: [{ ...span, end: 2 }] }],
    ['span-outside-text', { spans: [{ ...span, end: 50 }] }],
    ['span-outside-text', { spans: [{ ...span, start: -1 }] }],
    ['overlapping-spans', { spans: [span, { ...span, start: 4, end: 6 }] }],
    ['unknown-label', { spans: [{ ...span, label: 'wrong' }] }],
    ['unknown-taxonomy', { spans: [{ ...span, taxonomy: 'spelling' }] }],
    ['nothing-false', { spans: [{ ...span, label: 'ignore' }] }],
    ['nothing-changed', { response: 'A red dog.' }],
    ['contradicts-flag', { hallucinated: false }],
    ['change-outside-spans', { response: 'A sad cat.' }],
    ['not-rebuildable', { spans: [{ ...span, original: 'blue' }] }],
    ['pure-deletion', { response: 'A dog.', spans: [{ ...span, start: 1, end: 2, original: ' red ' }] }],
    ['unchanged-marked', { response: 'A sad dog.', spans: [{ ...span, end: 9, original: 'red dog' }] }],
  ] as const)('%s is told', (problem, change) => {
    expect(findLabelProblems({ ...base, ...change } as Negative)).toContain(problem);
  });

  it('are none where spans do not say what stood there, as long as the rest stands in the original', () => {
    const { original: _, ...bare } = span;
    expect(findLabelProblems({ ...base, spans: [bare] })).toEqual([]);
  });

  it('are none where a negation turns, and the thing beside it is labelled', () => {
    const spans = [
      { start: 10, end: 13, label: 'ignore', taxonomy: 'counterfactual', original: 'a dog' },
      { start: 13, end: 16, label: 'hallucinated', taxonomy: 'counterfactual', original: '' },
    ];
    expect(findLabelProblems({ ...base, original: 'I can see a dog.', response: 'I can see no dog.', spans })).toEqual([]);
  });
});
