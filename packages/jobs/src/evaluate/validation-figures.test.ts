import type { CurrentModel, TrainingExample } from '@tldr-rm/model';
import { describe, expect, it } from 'vitest';
import { validationFigures } from './validation-figures';

const example = (texts: number): TrainingExample => ({
  pixels: new Uint8Array(3),
  texts: Array.from({ length: texts }, () => ({ prompt: 'What is it?', response: 'A dog.' })),
  patches: { nouns: Int32Array.from([0, 7, 7, 9]), colours: Int32Array.from([0, 1, 2, 2]) },
});

/** Says the same for whatever it is shown: rewards of two texts, the second of which has a wrong token, and classes of four cells. */
const model = (rewards: [number[], number[]]): CurrentModel => ({
  scoreExamples: async () => [
    { rewards: Float32Array.from(rewards[0]), labels: Int8Array.from([1, 1]), right: true },
    { rewards: Float32Array.from(rewards[1]), labels: Int8Array.from([1, 0]), right: false },
  ],
  scorePatches: async () => ({ nouns: Int32Array.from([5, 7, 8, 9]), colours: Int32Array.from([0, 1, 1, 1]) }),
});

const data = (texts: number) => ({ batch: () => [example(texts)] });

describe('validationFigures', () => {
  it('tells response accuracy at 0.5 and at the threshold that suits the data best', async () => {
    const figures = await validationFigures(
      model([
        [0.9, 0.4],
        [0.9, 0.2],
      ]),
      data(2),
      3,
    );
    // At 0.5 the wrong text is found, and the right one called wrong with it.
    expect(figures).toMatchObject({ apNeg: 1, responseAccuracy: 0.5, bestResponseAccuracy: 1 });
    expect(figures.bestTheta).toBeGreaterThan(0.2);
    expect(figures.bestTheta).toBeLessThanOrEqual(0.4);
  });

  it('takes the label of a whole response where nothing is known of its tokens, and gives no figure of tokens then', async () => {
    const rewards = [0.9, 0.2, 0.8];
    const scored = rewards.map((reward, index) => ({
      rewards: Float32Array.from([reward]),
      labels: Int8Array.from([-1]),
      right: index === 2 ? undefined : index === 0,
    }));
    const figures = await validationFigures({ scoreExamples: async () => scored, scorePatches: async () => ({}) }, data(2), 1);
    expect(figures).toMatchObject({ responseAccuracy: 1, bestResponseAccuracy: 1 });
    expect(figures).not.toHaveProperty('apNeg');
  });

  it('counts the cells with something to say, and no others', async () => {
    const figures = await validationFigures(
      model([
        [1, 1],
        [1, 1],
      ]),
      data(2),
      1,
    );
    expect(figures.nounsAccuracy).toBeCloseTo(2 / 3);
    expect(figures.coloursAccuracy).toBeCloseTo(1 / 3);
  });

  it('speaks of image cells alone where there are no texts', async () => {
    const figures = await validationFigures(model([[], []]), data(0), 1);
    expect(Object.keys(figures)).toEqual(['nounsAccuracy', 'coloursAccuracy']);
  });
});
