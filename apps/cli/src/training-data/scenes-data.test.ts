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

  it('says so when no scene has the texts that are asked for', async () => {
    const data = await scenesData(config({ answers: { share: 1, pairs: 200 } }), { split: 'train', grid: 8 });
    expect(() => data.batch(0)).toThrow(
      expect.objectContaining({ code: 'NO_TEXTS', message: expect.stringContaining('data.batches.answers') }),
    );
  });
});
