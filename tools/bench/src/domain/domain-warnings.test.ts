import { fileURLToPath } from 'node:url';
import { type DetectorItem, loadDetector, type RgbImage } from '@tldr-rm/detect';
import { ICON_SETS, loadSceneAssets } from '@tldr-rm/scenes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOOKS } from './photograph-like';
import { drawnPictures, photographLikePictures } from './picture-source';

const MODEL = fileURLToPath(new URL('../../../../models/scenes-tiny', import.meta.url));

describe('the shipped detector', () => {
  let detector: Awaited<ReturnType<typeof loadDetector>>;
  beforeAll(async () => {
    detector = await loadDetector(MODEL);
  });
  afterAll(() => detector.close());

  const countWarned = async (pictures: Iterable<RgbImage>): Promise<number> => {
    const items = Array.from(pictures, (image): DetectorItem => ({ image, prompt: '', response: 'Snow.' }));
    const detections = await detector.detectBatch(items);
    return detections.filter(({ warnings }) => warnings?.some(({ code }) => code === 'IMAGE_OUTSIDE_DOMAIN')).length;
  };

  it.each(Object.keys(LOOKS))('warns about most pictures that look like photographs: %s', async (look) => {
    expect(await countWarned(photographLikePictures(look, 8, 'test'))).toBeGreaterThan(4);
  });

  it('warns about a blank white picture', async () => {
    expect(await countWarned([{ data: new Uint8Array(64 * 64 * 3).fill(255), width: 64, height: 64 }])).toBe(1);
  });

  it('warns about at most 1 % of drawn pictures, whatever their icons', async () => {
    const assets = await loadSceneAssets({ iconSets: ICON_SETS });
    const pictures = ICON_SETS.flatMap((iconSet) => [...drawnPictures('test', 50, [iconSet], assets)]);
    expect(await countWarned(pictures)).toBeLessThanOrEqual(pictures.length / 100);
  });
});
