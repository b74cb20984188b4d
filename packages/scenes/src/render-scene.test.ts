import { createRandom } from '@tldr-rm/random';
import { COLOURS, type Colour, type Scene } from '@tldr-rm/schema';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSceneAssets } from './load-scene-assets';
import { HELD_OUT_ICON_SET, NOUNS, TRAINING_ICON_SETS } from './nouns';
import { renderScene } from './render-scene';
import { sampleScene } from './sample-scene';
import { MissingAssetError, type SceneAssets } from './scene-assets';
import { SIGN_WORDS } from './text/sign-words';
import { TINT_RAMPS } from './tint-ramps';

let assets: SceneAssets;
beforeAll(async () => {
  assets = await loadSceneAssets();
});

const scenes = fc.integer().map((seed) => sampleScene(createRandom(seed), { split: 'train' }));

/** Numbers of the pixels that differ. */
function changedPixels(first: Uint8Array, second: Uint8Array): number[] {
  const changed = new Set<number>();
  for (let at = 0; at < first.length; at += 1) if (first[at] !== second[at]) changed.add(Math.floor(at / 3));
  return [...changed];
}

function starScene(colour: Colour | null, noun = 'star'): Scene {
  const icon = `twemoji:${NOUNS.find((entry) => entry.noun === noun)!.icons.twemoji}`;
  const boxes = [{ x: 34, y: 34, width: 60, height: 60 }];
  return {
    width: 128,
    height: 128,
    background: { style: 'plain', seed: 5 },
    entities: [{ id: 'entity-1', noun, icon, colour, size: 'large', boxes }],
    signs: [],
  };
}

/** Hue in degrees and saturation of an RGB colour. */
function hueOf([red, green, blue]: readonly number[]): { hue: number; saturation: number } {
  const [highest, lowest] = [Math.max(red!, green!, blue!), Math.min(red!, green!, blue!)];
  const chroma = highest - lowest;
  if (chroma === 0) return { hue: 0, saturation: 0 };
  const sector =
    highest === red ? (green! - blue!) / chroma : highest === green ? 2 + (blue! - red!) / chroma : 4 + (red! - green!) / chroma;
  return { hue: (sector * 60 + 360) % 360, saturation: chroma / highest };
}

const TINT_TONES = COLOURS.flatMap((colour) =>
  Array.from({ length: 16 }, (_, step) => ({ colour, tone: TINT_RAMPS[colour].subarray(step * 48, step * 48 + 3) })),
);

/** The tint that has the tone nearest to a pixel. */
function nearestTint(pixel: Uint8Array): Colour {
  let [nearest, least] = [COLOURS[0] as Colour, Number.POSITIVE_INFINITY];
  for (const { colour, tone } of TINT_TONES) {
    const distance = (pixel[0]! - tone[0]!) ** 2 + (pixel[1]! - tone[1]!) ** 2 + (pixel[2]! - tone[2]!) ** 2;
    if (distance < least) [nearest, least] = [colour, distance];
  }
  return nearest;
}

describe('loadSceneAssets', () => {
  it('holds an icon of every training set for every noun, and every word of a sign', () => {
    expect(assets.icons.size).toBe(NOUNS.length * TRAINING_ICON_SETS.length);
    expect([...assets.words.keys()]).toEqual([...SIGN_WORDS]);
  });

  it('draws every letter of a word: longer words are wider, and all are as high as their capitals', () => {
    for (const [word, { levels }] of assets.words) {
      const { width, height } = levels[0]!;
      expect(width / height, word).toBeGreaterThan(0.32 * word.length);
      expect(height, word).toBeGreaterThanOrEqual(32);
      expect(height, word).toBeLessThanOrEqual(44);
    }
  });

  it('refuses an icon set that does not exist', async () => {
    await expect(loadSceneAssets({ iconSets: ['clip-art'] })).rejects.toMatchObject({ code: 'UNKNOWN_ICON_SET' });
  });
});

describe('renderScene', () => {
  it('draws the same picture for the same scene', () => {
    const scene = sampleScene(createRandom('picture'), { split: 'train' });
    expect(renderScene(structuredClone(scene), assets)).toEqual(renderScene(scene, assets));
  });

  it('draws each thing inside of its boxes, and covers more than a tenth of each', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const full = renderScene(scene, assets);
        const entity = scene.entities[0]!;
        const without = renderScene({ ...scene, entities: scene.entities.slice(1) }, assets);
        const changed = changedPixels(full, without);
        const inside = entity.boxes.map(() => 0);
        for (const pixel of changed) {
          const [x, y] = [pixel % scene.width, Math.floor(pixel / scene.width)];
          // Bilinear sampling spreads over a pixel more on each side.
          const owner = entity.boxes.findIndex(
            (box) => x >= box.x - 1 && x <= box.x + box.width && y >= box.y - 1 && y <= box.y + box.height,
          );
          expect(owner, `${entity.noun} at ${x}, ${y}`).toBeGreaterThanOrEqual(0);
          inside[owner]! += 1;
        }
        for (const [index, box] of entity.boxes.entries()) {
          expect(inside[index]! / (box.width * box.height), `${entity.icon} in ${entity.colour}`).toBeGreaterThan(0.1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['red', 350, 10],
    ['orange', 20, 42],
    ['yellow', 44, 58],
    ['green', 110, 140],
    ['blue', 210, 230],
    ['purple', 265, 290],
    ['pink', 320, 340],
  ] as const)('draws a %s object in that hue', (colour, from, to) => {
    const pixels = renderScene(starScene(colour), assets);
    const middle = (64 * 128 + 64) * 3;
    const { hue, saturation } = hueOf([...pixels.slice(middle, middle + 3)]);
    expect(saturation).toBeGreaterThan(0.45);
    expect(from < to ? hue >= from && hue <= to : hue >= from || hue <= to, `hue ${hue}`).toBe(true);
  });

  it('draws grey without hue', () => {
    const pixels = renderScene(starScene('grey'), assets);
    const middle = (64 * 128 + 64) * 3;
    expect(hueOf([...pixels.slice(middle, middle + 3)]).saturation).toBeLessThan(0.08);
  });

  it.each(COLOURS)('keeps the tones of %s on an augmented object', (colour) => {
    const random = createRandom(colour);
    for (const noun of ['star', 'ladybug', 'elephant', 'key']) {
      const scene = starScene(colour, noun);
      const empty = renderScene({ ...scene, entities: [] }, assets);
      for (let draw = 0; draw < 8; draw += 1) {
        const pixels = renderScene(scene, assets, { augment: random });
        const votes = new Map<Colour, number>();
        for (const pixel of changedPixels(pixels, empty)) {
          const tone = pixels.subarray(pixel * 3, pixel * 3 + 3);
          const before = empty.subarray(pixel * 3, pixel * 3 + 3);
          // Light, noise and the blurred rim change pixels less than the object does.
          if (Math.max(...tone.map((value, at) => Math.abs(value - before[at]!))) < 70) continue;
          const nearest = nearestTint(tone);
          votes.set(nearest, (votes.get(nearest) ?? 0) + 1);
        }
        const [winner] = [...votes].sort((first, second) => second[1] - first[1])[0]!;
        expect(winner, `${noun}, draw ${draw}`).toBe(colour);
      }
    }
  });

  it('draws the same augmented picture from the same random source, and other things than without', () => {
    const scene = starScene('red');
    const [one, same] = [1, 1].map((seed) => renderScene(scene, assets, { augment: createRandom(seed) }));
    expect(one).toEqual(same);
    expect(one).not.toEqual(renderScene(scene, assets));
  });

  it('keeps the drawing recognizable under every tint: light and dark parts stay', () => {
    const spread = (colour: Colour | null): number => {
      const pixels = renderScene(starScene(colour, 'ladybug'), assets);
      const tones = Array.from({ length: 20 * 20 }, (_, index) => {
        const at = ((54 + Math.floor(index / 20)) * 128 + 54 + (index % 20)) * 3;
        return 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;
      });
      return Math.max(...tones) - Math.min(...tones);
    };
    for (const colour of COLOURS) expect(spread(colour), colour).toBeGreaterThan(30);
  });

  it('writes the word of a sign in letters that stand out from the board', () => {
    const scene = starScene(null);
    for (const colour of COLOURS) {
      const sign = { id: 'sign-1', word: 'HELP', colour, box: { x: 4, y: 4, width: 44, height: 20 } };
      const pixels = renderScene({ ...scene, entities: [], signs: [sign] }, assets);
      const tones = Array.from({ length: 36 * 12 }, (_, index) => {
        const at = ((8 + Math.floor(index / 36)) * 128 + 8 + (index % 36)) * 3;
        return 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;
      });
      expect(Math.max(...tones) - Math.min(...tones), colour).toBeGreaterThan(90);
    }
  });

  it('names the icon or word that was not loaded', () => {
    const scene = sampleScene(createRandom(3), { split: 'test', iconSets: [HELD_OUT_ICON_SET] });
    expect(() => renderScene(scene, assets)).toThrow(MissingAssetError);
    const signed = {
      ...starScene(null),
      signs: [{ id: 'sign-1', word: 'NOWHERE', colour: 'red' as const, box: { x: 2, y: 2, width: 60, height: 20 } }],
    };
    expect(() => renderScene(signed, assets)).toThrow(/the word "NOWHERE" is not among the loaded assets/);
  });
});
