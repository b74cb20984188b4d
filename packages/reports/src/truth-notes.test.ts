import { describe, expect, it } from 'vitest';
import { truthNotes } from './truth-notes';

describe('truthNotes', () => {
  it('tells each change once, and nothing of words that changed for grammar', () => {
    const response = 'An ant. An ant. A big ant.';
    const ant = { label: 'hallucinated' as const, original: 'bee' };
    const truth = [
      { start: 0, end: 2, label: 'ignore' as const, original: 'A' },
      { start: 3, end: 6, ...ant },
      { start: 11, end: 14, ...ant },
      { start: 18, end: 21, label: 'hallucinated' as const, original: '' },
    ];
    expect(truthNotes({ response, truth })).toEqual(['“bee”, not “ant”', '“big” is made up']);
  });
});
