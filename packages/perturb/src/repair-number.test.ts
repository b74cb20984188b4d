import type { Claim } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import type { Edit } from './edit';
import { repairNumber } from './repair-number';

function claimsOf(text: string, word: RegExp, kind: Claim['kind'], value: string): Claim[] {
  return [...text.matchAll(word)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind, subject: 'e1', value }));
}

/** The text after the number of dogs became `to`: the number word is changed as the engine does it, the rest by the repair. */
function repaired(text: string, from: number, to: number): string | null {
  const words = ['zero', 'one', 'two', 'three'];
  const nouns = claimsOf(text, /dogs?/gi, 'object', 'dog');
  const counts = claimsOf(text, new RegExp(words[from]!, 'gi'), 'count', String(from));
  const repairs = repairNumber(text, nouns, counts, from, to);
  if (repairs === null) return null;
  const edits: Edit[] = [...repairs, ...counts.map(({ start, end }) => ({ start, end, text: words[to]!, label: 'hallucinated' as const }))];
  edits.sort((first, second) => second.start - first.start);
  return edits.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

describe('repairNumber', () => {
  it.each([
    ['There is one dog.', 1, 3, 'There are three dogs.'],
    ['There are three dogs that are red.', 3, 1, 'There is one dog that is red.'],
    ['The number of dogs is three. The dogs here are red.', 3, 1, 'The number of dogs is one. The dog here is red.'],
    ['The number of dogs is one. The dog is red.', 1, 2, 'The number of dogs is two. The dogs are red.'],
    ['As for dogs, there are three.', 3, 1, 'As for dogs, there is one.'],
    ['The colour of the dogs is red. Counting dogs, we find two.', 2, 1, 'The colour of the dog is red. Counting dogs, we find one.'],
    [
      'Between the cup and the dogs is a hat. The number of dogs is two.',
      2,
      1,
      'Between the cup and the dog is a hat. The number of dogs is one.',
    ],
    ['The cup is red and the dogs are blue. There are two dogs.', 2, 1, 'The cup is red and the dog is blue. There is one dog.'],
    ['There are three dogs.', 3, 2, 'There are two dogs.'],
  ])('%s', (text, from, to, expected) => {
    expect(repaired(text, from, to)).toBe(expected);
  });

  it('gives up where a determiner forbids the other number', () => {
    expect(repaired('Counting dogs, we find one. A red dog can be seen.', 1, 3)).toBeNull();
    expect(repaired('Counting dogs, we find three. Some dogs can be seen.', 3, 1)).toBeNull();
  });
});
