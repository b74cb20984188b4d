import { createRandom } from '@tldr-rm/random';
import type { LabelledSample } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { perturbScene } from '../perturb-scene';
import { drawSample } from '../test-support/draw-sample';
import { auditPerturbations } from './audit-perturbations';
import type { AuditedSample } from './audited-sample';

const random = createRandom('audit');
const NEGATIVES = Array.from({ length: 900 }, (_, seed) => perturbScene({ ...drawSample(seed), image: `${seed}.png` }, random)).filter(
  (negative): negative is LabelledSample => negative !== null,
);

/** Says "clearly" before the first false word of a share of negatives, as a language model might. */
function withTell(negative: LabelledSample, index: number): LabelledSample {
  const at = negative.spans[0]!.start;
  if (index % 3 === 0) return negative;
  const word = 'clearly ';
  const spans = negative.spans.map((span) => ({ ...span, start: span.start + word.length, end: span.end + word.length }));
  const inserted = { start: at, end: at + word.length, label: 'ignore' as const, original: '' };
  return { ...negative, response: negative.response.slice(0, at) + word + negative.response.slice(at), spans: [inserted, ...spans] };
}

describe('an audit', () => {
  it('finds negatives of scenes well labelled, and no better to guess than by chance', async () => {
    const { samples, labels, edits, guessability, duplicates } = await auditPerturbations(NEGATIVES);
    expect(samples).toEqual({ read: NEGATIVES.length, negatives: NEGATIVES.length, trueTexts: 0 });
    expect(labels).toEqual({ flawed: 0, problems: {} });
    expect(edits.perText!.count).toBe(NEGATIVES.length);
    expect(duplicates.negatives.count).toBe(0);
    expect(guessability!.telling).toEqual([]);
    expect(guessability!.accuracy.low).toBeLessThan(0.55);
    expect(guessability!.accuracy.value).toBeLessThan(0.6);
    expect(guessability!.ranking.value).toBeLessThan(0.6);
  });

  it('finds the word that gives negatives away, names it, and can then guess', async () => {
    const { guessability } = await auditPerturbations(NEGATIVES.map(withTell));
    expect(guessability!.accuracy.low).toBeGreaterThan(0.7);
    expect(guessability!.ranking.low).toBeGreaterThan(0.7);
    const tell = guessability!.telling.find(({ feature }) => feature === 'clearly')!;
    expect(tell).toMatchObject({ right: 0, example: { text: expect.stringContaining('clearly') } });
    expect(tell.weight).toBeGreaterThan(0);
    expect(tell.wrong).toBeGreaterThan(200);
    expect(guessability!.telling.slice(0, 5)).toContain(tell);
  });

  it('counts repetitions, and negatives that are true of the same picture', async () => {
    const [first, second] = [
      { ...NEGATIVES[0]!, image: 'a.png' },
      { ...NEGATIVES[1]!, image: 'b.png' },
    ];
    const truth = { id: 'true', image: 'b.png', prompt: second.prompt, response: second.response };
    const { samples, duplicates } = await auditPerturbations([first, { ...first, id: 'again' }, second, truth]);
    expect(samples).toEqual({ read: 4, negatives: 3, trueTexts: 1 });
    expect(duplicates).toEqual({
      compared: 4,
      originals: 1,
      negatives: { count: 1, ids: ['again'] },
      equalToTrueText: { count: 1, ids: [second.id] },
    });
  });

  it('names samples with broken labels, and measures the others', async () => {
    const broken: AuditedSample[] = [
      { ...NEGATIVES[0]!, id: 'outside', spans: [{ start: 0, end: 9999, label: 'hallucinated' }] },
      { ...NEGATIVES[1]!, id: 'unlabelled', spans: [] },
      NEGATIVES[2]!,
    ];
    const { labels, edits } = await auditPerturbations(broken);
    expect(labels.flawed).toBe(2);
    expect(labels.problems).toMatchObject({
      'span-outside-text': { count: 1, ids: ['outside'] },
      'nothing-false': { count: 1, ids: ['unlabelled'] },
    });
    expect(edits.perText!.count).toBe(2);
  });

  it('measures edits', async () => {
    const sample = {
      id: 'a',
      prompt: '',
      original: 'A red dog.',
      response: 'A very blue dog.',
      spans: [{ start: 2, end: 11, label: 'hallucinated', taxonomy: 'visual-attribute', original: 'red' }],
    };
    const { edits, taxonomies } = await auditPerturbations([sample]);
    expect(edits.count).toEqual({ hallucinated: 1, ignored: 0 });
    expect(edits.words).toMatchObject({ count: 1, mean: 2, median: 2, maximum: 2 });
    expect(edits.characters).toMatchObject({ mean: 9 });
    expect(edits.position!.mean).toBeCloseTo(6.5 / 16);
    expect(edits.shareChanged!.mean).toBeCloseTo(9 / 16);
    expect(taxonomies['visual-attribute']).toEqual({ samples: 1, sampleShare: 1, edits: 1, editShare: 1 });
  });

  it('is the same for the same seed, whatever the order, and keeps to the bounds it is given', async () => {
    const options = { seed: 'x', pairs: 300, examples: 2 };
    const one = await auditPerturbations(NEGATIVES, options);
    const two = await auditPerturbations([...NEGATIVES].reverse(), options);
    expect({ ...two, duplicates: null }).toEqual({ ...one, duplicates: null });
    expect(one.guessability!.pairs.training + one.guessability!.pairs.test).toBe(300);
    expect(one.examples.length).toBeLessThanOrEqual(16);
  });

  it('says nothing where there is nothing', async () => {
    const audit = await auditPerturbations([]);
    expect(audit).toMatchObject({
      samples: { read: 0 },
      edits: { words: null },
      guessability: null,
      grammar: null,
      engine: null,
      examples: [],
    });
    expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
  });
});
