import { domainDistance, fitDomainCheck, imageStatistics } from '@tldr-rm/detect';
import { createRandom } from '@tldr-rm/random';
import { HELD_OUT_ICON_SET, ICON_SETS, loadSceneAssets, renderScene, SCENE_SIZE, type Split, sampleScene } from '@tldr-rm/scenes';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * A picture with the spectrum of photographs, which have equal power in every octave of frequency (Field 1987, "Relations between the statistics of
 * natural images and the response properties of cortical cells"): waves in all directions, mostly grey with some colour.
 */
function photographLike(seed: number): { data: Uint8Array; width: number; height: number } {
  const random = createRandom(`photograph/${seed}`);
  const channels = Array.from({ length: 4 }, () => new Float64Array(SCENE_SIZE * SCENE_SIZE));
  for (const channel of channels) {
    for (let wave = 0; wave < 100; wave += 1) {
      // Five octaves, from the whole side to four pixels.
      const frequency = 2 ** (random.float() * 5);
      const angle = random.float() * Math.PI;
      const phase = random.float() * 2 * Math.PI;
      const [across, down] = [Math.cos(angle), Math.sin(angle)].map((part) => (2 * Math.PI * frequency * part) / SCENE_SIZE);
      for (let index = 0; index < channel.length; index += 1) {
        const x = index % SCENE_SIZE;
        const y = Math.floor(index / SCENE_SIZE);
        channel[index]! += Math.cos(across! * x + down! * y + phase);
      }
    }
  }
  const [grey, ...colours] = channels as [Float64Array, Float64Array, Float64Array, Float64Array];
  const data = new Uint8Array(3 * grey.length);
  for (let index = 0; index < grey.length; index += 1) {
    for (const [channel, colour] of colours.entries()) {
      data[3 * index + channel] = Math.min(255, Math.max(0, 120 + 5 * grey[index]! + 1.5 * colour[index]!));
    }
  }
  return { data, width: SCENE_SIZE, height: SCENE_SIZE };
}

describe('the check for pictures unlike those of the training', () => {
  let assets: Awaited<ReturnType<typeof loadSceneAssets>>;
  let check: ReturnType<typeof fitDomainCheck>;
  const statisticsOfScenes = (split: Split, count: number, iconSets: readonly string[]): number[][] =>
    Array.from({ length: count }, (_, index) => {
      const scene = sampleScene(createRandom(`domain/${split}/${index}`), { split, iconSets });
      return imageStatistics({ data: renderScene(scene, assets), width: SCENE_SIZE, height: SCENE_SIZE });
    });

  beforeAll(async () => {
    assets = await loadSceneAssets({ iconSets: ICON_SETS });
    const trained = ICON_SETS.filter((iconSet) => iconSet !== HELD_OUT_ICON_SET);
    check = fitDomainCheck(statisticsOfScenes('validation', 400, trained));
  }, 120_000);

  it('passes unseen scenes, in drawing styles of the training and in others', () => {
    const unseen = [...statisticsOfScenes('test', 200, ICON_SETS), ...statisticsOfScenes('test', 100, [HELD_OUT_ICON_SET])];
    expect(unseen.filter((statistics) => domainDistance(statistics, check) > check.limit)).toEqual([]);
  });

  it.each([1, 2, 3])('notices a picture with the statistics of a photograph (seed %d)', (seed) => {
    expect(domainDistance(imageStatistics(photographLike(seed)), check)).toBeGreaterThan(check.limit);
  });
});
