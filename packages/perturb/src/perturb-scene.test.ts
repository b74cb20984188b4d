import { createRandom } from '@tldr-rm/random';
import { evaluateClaim } from '@tldr-rm/scenes';
import { sampleSchema, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perturbScene } from './perturb-scene';
import { drawSample } from './test-support/draw-sample';
import { isMarkedFalse } from './test-support/independent-check';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('perturbScene', () => {
  it('makes a claim that is provably false from claims that are all true', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...TAXONOMIES), (seed, taxonomy) => {
        const sample = drawSample(seed);
        for (const claim of sample.claims!)
          expect(evaluateClaim(claim, sample.scene!), `${sample.response} ${JSON.stringify(claim)}`).toBe(true);
        const perturbed = perturbScene(sample, createRandom(seed), { taxonomy });
        fc.pre(perturbed !== null);
        expect(perturbed.claims!.some((claim) => evaluateClaim(claim, sample.scene!) === false)).toBe(true);
        expect(sampleSchema.safeParse(perturbed).success).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  it('is false by an independent check of the marked words too', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...TAXONOMIES), (seed, taxonomy) => {
        const perturbed = perturbScene(drawSample(seed), createRandom(seed), { taxonomy });
        fc.pre(perturbed !== null);
        expect(isMarkedFalse(perturbed), `${taxonomy}: ${perturbed.prompt} ${perturbed.response} (${perturbed.original})`).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  it('leaves the words outside of the spans as they were', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const perturbed = perturbScene(drawSample(seed), createRandom(seed));
        fc.pre(perturbed !== null);
        let rest = perturbed.original!;
        let cursor = 0;
        for (const span of perturbed.spans!) {
          const kept = perturbed.response.slice(cursor, span.start);
          expect(rest.startsWith(kept)).toBe(true);
          rest = rest.slice(kept.length + span.original!.length);
          cursor = span.end;
        }
        expect(perturbed.response.slice(cursor)).toBe(rest);
      }),
      { numRuns: 500 },
    );
  });

  it('labels exactly the text that changed: putting the originals back gives the true text', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const sample = drawSample(seed);
        const perturbed = perturbScene(sample, createRandom(seed));
        fc.pre(perturbed !== null);
        let restored = '';
        let cursor = 0;
        for (const span of perturbed.spans!) {
          expect(span.start).toBeGreaterThanOrEqual(cursor);
          restored += perturbed.response.slice(cursor, span.start) + span.original;
          cursor = span.end;
        }
        expect(restored + perturbed.response.slice(cursor)).toBe(sample.response);
        expect(perturbed.spans!.some(({ label }) => label === 'hallucinated')).toBe(true);
        expect(perturbed.response).not.toBe(sample.response);
      }),
      { numRuns: 800 },
    );
  });

  it('keeps the claims of the changed text in step with its words', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const perturbed = perturbScene(drawSample(seed), createRandom(seed));
        fc.pre(perturbed !== null);
        for (const claim of perturbed.claims!.filter(({ kind }) => kind === 'object' || kind === 'colour' || kind === 'word')) {
          const words = perturbed.response.slice(claim.start, claim.end).toLowerCase();
          if (words === 'yes' || words === 'no') continue;
          expect(words.slice(0, 1), perturbed.response).toBe(claim.value.toLowerCase().slice(0, 1));
        }
      }),
      { numRuns: 800 },
    );
  });

  it('reaches all eight taxonomies', () => {
    const reached = new Set<Taxonomy>();
    for (let seed = 0; seed < 200; seed += 1) {
      const taxonomy = TAXONOMIES[seed % TAXONOMIES.length]!;
      if (perturbScene(drawSample(seed), createRandom(seed), { taxonomy }) !== null) reached.add(taxonomy);
    }
    expect([...reached].sort()).toEqual([...TAXONOMIES].sort());
  });

  it('returns null for a sample without a scene', () => {
    expect(perturbScene({ id: '1', prompt: 'Describe the image.', response: 'There is a dog.' }, createRandom(1))).toBeNull();
  });
});
