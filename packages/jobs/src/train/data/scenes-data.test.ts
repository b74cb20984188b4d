import type { TrainingText } from '@tldr-rm/model';
import { describe, expect, it } from 'vitest';
import { type ScenesDataConfig, scenesData } from './scenes-data';

const config = (batches: ScenesDataConfig['batches']): ScenesDataConfig => ({ kind: 'scenes', seed: 5, imagesPerBatch: 4, batches });
const isWrong = ({ spans }: TrainingText): boolean => spans!.length > 0;

describe('scenesData', () => {
  it('gives pairs of a right text and a wrong one, as many of each for every picture', async () => {
    const data = await scenesData(config({ answers: { share: 1, pairs: 2 }, shortCaptions: { share: 1, pairs: 2 } }), {
      split: 'train',
      grid: 8,
    });
    for (let step = 0; step < 6; step += 1) {
      const batch = await data.batch(step);
      expect(batch).toHaveLength(4);
      for (const { texts, patches } of batch) {
        expect(texts.map(isWrong)).toEqual([false, true, false, true]);
        expect(new Set(texts.map(({ prompt, response }) => `${prompt} ${response}`)).size).toBe(4);
        expect(patches!.nouns).toHaveLength(64);
      }
    }
  });

  it('is a function of split, seed and step alone', async () => {
    const batches = { longCaptions: { share: 1, pairs: 1 } };
    const [one, other] = await Promise.all(['train', 'train'].map(() => scenesData(config(batches), { split: 'train', grid: 8 })));
    const validation = await scenesData(config(batches), { split: 'validation', grid: 8 });
    await one!.batch(0);
    expect(await one!.batch(3)).toEqual(await other!.batch(3));
    expect(await validation.batch(3)).not.toEqual(await other!.batch(3));
  });

  it('keeps to the kinds of claims that are asked for', async () => {
    const data = await scenesData(config({ answers: { share: 1, pairs: 2, claims: ['position', 'count'] } }), { split: 'train', grid: 8 });
    const texts = (await Promise.all([0, 1, 2, 3].map((step) => data.batch(step)))).flat().flatMap((example) => example.texts);
    for (const { claims } of texts)
      expect(claims).toContainEqual(expect.objectContaining({ kind: expect.stringMatching('position|count') }));
  });

  it('makes batches of several kinds of one text, each with the taxonomies that it asks for', async () => {
    const answers = [
      { share: 1, pairs: 1, taxonomies: ['counting' as const] },
      { share: 1, pairs: 2, taxonomies: ['visual-attribute' as const] },
    ];
    const data = await scenesData(config({ answers }), { split: 'train', grid: 8 });
    const seen = new Set<string>();
    for (let step = 0; step < 8; step += 1) {
      const examples = await data.batch(step);
      const taxonomies = new Set(examples.flatMap(({ texts }) => texts.flatMap(({ spans }) => spans!.map(({ taxonomy }) => taxonomy))));
      const wanted = examples[0]!.texts.length === 2 ? 'counting' : 'visual-attribute';
      expect([...taxonomies]).toEqual([wanted]);
      seen.add(wanted);
    }
    expect(seen.size).toBe(2);
  });

  it('augments pictures to train on, never those to validate on, and leaves texts and labels as they are', async () => {
    const plain = { ...config({}), iconSets: ['fxemoji', 'twemoji'], imagesPerBatch: 1 };
    const [train, augmented, again, validation, plainValidation] = await Promise.all([
      scenesData(plain, { split: 'train', grid: 8 }),
      scenesData({ ...plain, augment: 1 }, { split: 'train', grid: 8 }),
      scenesData({ ...plain, augment: 1 }, { split: 'train', grid: 8 }),
      scenesData({ ...plain, augment: 1 }, { split: 'validation', grid: 8 }),
      scenesData(plain, { split: 'validation', grid: 8 }),
    ]);
    for (let step = 0; step < 5; step += 1) {
      const [[one], [other], [same]] = [await train.batch(step), await augmented.batch(step), await again.batch(step)];
      expect(other!.pixels).not.toEqual(one!.pixels);
      expect({ ...other!, pixels: null }).toEqual({ ...one!, pixels: null });
      expect(same).toEqual(other);
      expect(await validation.batch(step)).toEqual(await plainValidation.batch(step));
    }
  });

  it('says so when no scene has the texts that are asked for', async () => {
    const data = await scenesData(config({ answers: { share: 1, pairs: 200 } }), { split: 'train', grid: 8 });
    expect(() => data.batch(0)).toThrow(
      expect.objectContaining({ code: 'NO_TEXTS', message: expect.stringContaining('data.batches.answers') }),
    );
  });
});
