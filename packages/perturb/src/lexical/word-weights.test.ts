import { describe, expect, it } from 'vitest';
import { WordWeights } from './word-weights';

describe('WordWeights', () => {
  it('weighs by the texts, in either number, and compounds by their words together', () => {
    const weights = WordWeights.load(['Two fire hydrants and a dog.', 'Dogs!']);
    expect(weights.weightOf('dog')).toBeGreaterThan(weights.weightOf('cat') + 1);
    expect(weights.weightOf('fire hydrant')).toBeGreaterThan(1);
  });

  it('weighs by spoken English without texts, and gives every word some weight', () => {
    const weights = WordWeights.load([]);
    expect(weights.weightOf('dog')).toBeGreaterThan(weights.weightOf('hamster'));
    expect(weights.weightOf('no such word')).toBeGreaterThan(0);
  });
});
