import { describe, expect, it } from 'vitest';
import { loadParaphraseCheck } from './load-paraphrase-check';

const isParaphrase = await loadParaphraseCheck();

describe('loadParaphraseCheck', () => {
  it.each([
    ['couch', 'sofa'],
    ['Dogs', 'animals'],
    ['a man', 'a person'],
    ['coffee cup', 'cup'],
    ['red automobile', 'red car'],
    ['dozen', 'twelve'],
    ['puppy', 'dog'],
  ])('finds that %s and %s may both be true', (original, changed) => {
    expect(isParaphrase(original, changed)).toBe(true);
  });

  it.each([
    ['dog', 'cat'],
    ['red car', 'blue car'],
    ['Two', 'Three'],
    ['to the left of', 'to the right of'],
    ['wooden table', 'metal table'],
    ['large', 'small'],
    ['"STOP"', '"EXIT"'],
    ['', 'and an umbrella'],
    ['runs', 'sleeps'],
  ])('lets %s and %s pass', (original, changed) => {
    expect(isParaphrase(original, changed)).toBe(false);
  });
});
