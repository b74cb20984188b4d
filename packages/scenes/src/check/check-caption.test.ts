import { createRandom } from '@tldr-rm/random';
import type { Scene } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleScene } from '../sample-scene';
import { describeScene } from '../text/describe-scene';
import { checkCaption } from './check-caption';

const box = (x: number, y: number, side = 20) => ({ x, y, width: side, height: side });

const scene: Scene = {
  width: 128,
  height: 128,
  background: { style: 'plain', seed: 0 },
  entities: [
    { id: 'dog', noun: 'dog', icon: 'twemoji:dog', colour: 'red', size: 'small', boxes: [box(5, 5)] },
    { id: 'cake', noun: 'cake', icon: 'twemoji:cake', colour: null, size: 'large', boxes: [box(50, 70, 44)] },
    { id: 'cups', noun: 'cup', icon: 'twemoji:cup', colour: 'blue', size: 'medium', boxes: [box(90, 10, 30), box(90, 60, 30)] },
  ],
  signs: [{ id: 'sign', word: 'STOP', colour: 'green', box: box(5, 90) }],
};

const falseWords = (text: string) => checkCaption(text, scene).hallucinated.map(({ start, end }) => text.slice(start, end));

it('reads every true caption, and finds nothing false in it', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = createRandom(`true ${seed}`);
      const drawn = sampleScene(random, { split: 'train' });
      const { text, claims } = describeScene(drawn, random);
      const check = checkCaption(text, drawn);
      expect(check.response).toBe('right');
      expect(check.hallucinated).toEqual([]);
      // The same claims as the generator made, but for the words that existence lies on.
      const without = (list: readonly { kind: string; start: number; end: number }[]) =>
        list.filter(({ kind }) => kind !== 'existence' && kind !== 'object').map(({ kind, start, end }) => ({ kind, start, end }));
      expect(without(check.claims)).toEqual(without(claims));
    }),
    { numRuns: 300 },
  );
});

describe('finds what is false', () => {
  it.each([
    ['The dog is blue.', ['blue']],
    ['The dog is red and the cups are red.', ['red']],
    ['There are three cups.', ['three']],
    ['The number of cups is one.', ['one']],
    ['There is a cat to the left of the dog.', ['cat']],
    ['The dog is to the right of the cups.', ['right']],
    ['The dog is larger than the cake.', ['larger']],
    ['There is no dog here.', ['dog']],
    ['You can see a horse.', ['horse']],
    ['A sign says EXIT.', ['EXIT']],
    ['The word STOP is written on a red board.', ['red']],
    ['The sign is red.', ['red']],
    ['The dog is near the bottom of the picture.', ['bottom']],
    ['The dog is large. There is no horse. The picture shows three blue cups.', ['large', 'three']],
  ])('%s', (text, words) => {
    expect(falseWords(text)).toEqual(words);
    expect(checkCaption(text, scene).response).toBe('hallucinated');
  });
});

it('does not ask for grammar, nor for the end of the last sentence', () => {
  for (const text of ['There is an dogs', 'The cup are blue.', 'the dog is red in size.', 'THE DOG IS RED!']) {
    expect(checkCaption(text, scene)).toMatchObject({ response: 'right', hallucinated: [] });
  }
});

it('leaves undecided what it cannot read, and what the scene does not decide', () => {
  const text = 'The dog is red. A fluffy companion smiles. There is no candle.';
  const check = checkCaption(text, scene);
  expect(check.sentences.map(({ verdict, read }) => [verdict, read])).toEqual([
    ['right', true],
    ['undecided', false],
    ['undecided', true],
  ]);
  expect(check.response).toBe('undecided');
  expect(text.slice(check.sentences[1]!.start, check.sentences[1]!.end)).toBe('A fluffy companion smiles.');
});

it('says nothing of the looks and the place of what is not there', () => {
  const { claims } = checkCaption('The horse is to the left of the dog.', scene);
  expect(claims.map(({ value, truth }) => [value, truth])).toEqual([
    ['horse', false],
    ['left', null],
    ['dog', true],
  ]);
});

it('takes any text, and gives stretches of it in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { sentences } = checkCaption(text, scene);
      let end = 0;
      for (const sentence of sentences) {
        expect(sentence.start).toBeGreaterThanOrEqual(end);
        expect(sentence.end).toBeGreaterThan(sentence.start);
        end = sentence.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

it('has nothing to say of an empty text', () => {
  expect(checkCaption('', scene)).toEqual({ claims: [], hallucinated: [], sentences: [], response: 'undecided' });
});
