import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { domainDistance, fitDomainCheck, imageStatistics, openImage } from '@tldr-rm/detect';
import {
  createRandom,
  HELD_OUT_ICON_SET,
  ICON_SETS,
  loadSceneAssets,
  renderScene,
  SCENE_SIZE,
  type Split,
  sampleScene,
} from '@tldr-rm/scenes';
import { beforeAll, describe, expect, it } from 'vitest';

const PHOTOGRAPHS = fileURLToPath(new URL('../../../packages/detect/fixtures/photographs/', import.meta.url));

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

  it.each(readdirSync(PHOTOGRAPHS))('notices the photograph %s', async (name) => {
    const photograph = await (await openImage(`${PHOTOGRAPHS}${name}`, SCENE_SIZE)).decode();
    expect(domainDistance(imageStatistics(photograph), check)).toBeGreaterThan(check.limit);
  });
});
