import { createRandom } from '@tldr-rm/random';
import type { Claim } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleScene } from '../sample-scene';
import { askAboutScene, describeScene, nounForm } from './index';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

function expectWordsToMatch(text: string, claims: readonly Claim[]): void {
  for (const { kind, start, end, value } of claims) {
    const words = text.slice(start, end).toLowerCase();
    if (words === 'yes' || words === 'no') continue;
    if (kind === 'object') expect([nounForm(value, 1), nounForm(value, 2)]).toContain(words);
    if (kind === 'colour' || kind === 'word') expect(words).toBe(value.toLowerCase());
    if (kind === 'existence') {
      const forms = value.startsWith('no ') ? ['no '] : [nounForm(value, 1), nounForm(value, 2)];
      expect(forms.some((form) => words.includes(form))).toBe(true);
    }
    expect(words.length).toBeGreaterThan(0);
  }
}

describe('describeScene', () => {
  it('writes as many sentences as it is asked for, each claim covering its words', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const scene = sampleScene(random, { split: 'train' });
        const { text, claims } = describeScene(scene, random, { minimumSentences: 1, maximumSentences: 4 });
        const sentences = text.split('.').length - 1;
        expect(sentences).toBeGreaterThanOrEqual(1);
        expect(sentences).toBeLessThanOrEqual(4);
        expect(text).toMatch(/^[A-Z]/);
        expect(text).not.toMatch(/[{}]| {2}|undefined/);
        expectWordsToMatch(text, claims);
      }),
      { numRuns: 400 },
    );
  });

  it('is decided by the seed alone', () => {
    const write = (): string => {
      const random = createRandom('caption');
      return describeScene(sampleScene(random, { split: 'train' }), random).text;
    };
    expect(write()).toBe(write());
  });

  it('gives a thing one colour, and never relates two things twice on one axis', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const { claims } = describeScene(sampleScene(random, { split: 'train' }), random, { minimumSentences: 6 });
        const colours = claims.filter(({ kind }) => kind === 'colour').map(({ subject }) => subject);
        expect(new Set(colours).size).toBe(colours.length);
        const pairs = claims
          .filter(({ kind, references }) => kind === 'relation' && references!.length === 1)
          .map(({ subject, references, value }) => `${[subject, ...references!].sort()} ${value === 'left' || value === 'right'}`);
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
      { numRuns: 400 },
    );
  });

  it('tells every number from one to five about equally often', () => {
    const told = [0, 0, 0, 0, 0];
    for (let seed = 0; seed < 3000; seed += 1) {
      const random = createRandom(seed);
      const { claims } = describeScene(sampleScene(random, { split: 'train' }), random);
      for (const { kind, value } of claims) if (kind === 'count') told[Number(value) - 1]! += 1;
    }
    const mean = told.reduce((sum, count) => sum + count, 0) / told.length;
    for (const count of told) expect(Math.abs(count / mean - 1)).toBeLessThan(0.25);
  });
});

describe('askAboutScene', () => {
  it('marks claims that repeat the question as given, and leaves something that is not', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const { prompt, response, claims } = askAboutScene(sampleScene(random, { split: 'train' }), random);
        expectWordsToMatch(response, claims);
        expect(claims.some(({ given }) => given !== true)).toBe(true);
        for (const { kind, value, given } of claims) {
          if (kind !== 'object') continue;
          const asked = [1, 2].some((count) => new RegExp(`\\b${nounForm(value, count)}\\b`).test(prompt.toLowerCase()));
          expect(given === true, `${prompt} ${response}`).toBe(asked);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('has as many questions answered with yes as with no', () => {
    let yes = 0;
    let no = 0;
    for (let seed = 0; seed < 4000; seed += 1) {
      const random = createRandom(seed);
      const { response } = askAboutScene(sampleScene(random, { split: 'train' }), random);
      if (response.startsWith('Yes')) yes += 1;
      if (/^No\b/.test(response)) no += 1;
    }
    expect(yes).toBeGreaterThan(300);
    expect(Math.abs(yes - no) / (yes + no)).toBeLessThan(0.1);
  });
});
