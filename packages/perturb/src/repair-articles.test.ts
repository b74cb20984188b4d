import { describe, expect, it } from 'vitest';
import { repairArticles } from './repair-articles';

describe('repairArticles', () => {
  it('adds an ignored edit where the article does not fit the new word', () => {
    const edit = { start: 2, end: 5, text: 'owl', label: 'hallucinated' as const };
    expect(repairArticles('A dog is here.', [edit])).toEqual([edit, { start: 0, end: 1, text: 'An', label: 'ignore' }]);
  });

  it('leaves fitting articles and other words alone', () => {
    const edit = { start: 2, end: 5, text: 'cat', label: 'hallucinated' as const };
    expect(repairArticles('A dog is here.', [edit])).toEqual([edit]);
    const late = { start: 4, end: 7, text: 'owl', label: 'hallucinated' as const };
    expect(repairArticles('The dog is here.', [late])).toEqual([late]);
  });
});
