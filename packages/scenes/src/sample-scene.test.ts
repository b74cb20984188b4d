import { createRandom } from '@tldr-rm/random';
import { type Box, type Scene, sceneSchema } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADDITIONAL_ICON_SETS } from './additional-icons';
import { HELD_OUT_ICON_SET, type IconSet, NOUNS, TRAINING_ICON_SETS } from './nouns';
import { SIZE_RANGES } from './sample-layout';
import { sampleScene } from './sample-scene';
import { areDistinct } from './shown-nouns';
import { relationTruth } from './text/spatial-truth';

const scenes = fc.integer().map((seed) => sampleScene(createRandom(seed), { split: 'train' }));

function manyScenes(count: number): Scene[] {
  const random = createRandom('many');
  return Array.from({ length: count }, () => sampleScene(random, { split: 'train' }));
}

function boxesOf(scene: Scene): Box[] {
  return [...scene.entities.flatMap(({ boxes }) => boxes), ...scene.signs.map(({ box }) => box)];
}

function gap(first: Box, second: Box): number {
  const across = Math.max(first.x - second.x - second.width, second.x - first.x - first.width);
  const down = Math.max(first.y - second.y - second.height, second.y - first.y - first.height);
  return Math.max(across, down);
}

describe('sampleScene', () => {
  it('gives valid scenes of 1 to 4 different things with distinct identifiers', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(sceneSchema.parse(scene)).toEqual(scene);
        const nouns = scene.entities.map(({ noun }) => noun);
        expect(nouns.length).toBeGreaterThanOrEqual(1);
        expect(nouns.length).toBeLessThanOrEqual(4);
        for (const noun of nouns) expect(nouns.filter((other) => !areDistinct(noun, other))).toEqual([noun]);
        const ids = [...scene.entities, ...scene.signs].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('keeps everything inside of the picture and two pixels apart', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const boxes = boxesOf(scene);
        for (const [index, box] of boxes.entries()) {
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(scene.width);
          expect(box.y + box.height).toBeLessThanOrEqual(scene.height);
          for (const other of boxes.slice(index + 1)) expect(gap(box, other)).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  it('draws every object within the range of its size', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        for (const { size, boxes } of scene.entities) {
          for (const { width, height } of boxes) {
            expect(width).toBe(height);
            expect(width).toBeGreaterThanOrEqual(SIZE_RANGES[size][0]);
            expect(width).toBeLessThanOrEqual(SIZE_RANGES[size][1]);
          }
        }
      }),
    );
  });

  it('gives the same scene for the same seed', () => {
    const draw = (): Scene => sampleScene(createRandom('same'), { split: 'test' });
    expect(draw()).toEqual(draw());
  });

  it('covers all counts and sizes, and shows a sign in about a third of the scenes', () => {
    const many = manyScenes(2000);
    const entities = many.flatMap((scene) => scene.entities);
    for (const count of [1, 2, 3, 4, 5]) expect(entities.filter(({ boxes }) => boxes.length === count).length).toBeGreaterThan(100);
    for (const size of ['small', 'medium', 'large']) expect(entities.filter((entity) => entity.size === size).length).toBeGreaterThan(400);
    expect(many.filter(({ signs }) => signs.length > 0).length / many.length).toBeCloseTo(0.35, 1);
  });

  it('shows two different tints in about half of the scenes of several things, and clear relations in most', () => {
    const several = manyScenes(2000).filter(({ entities }) => entities.length > 1);
    const tintsOf = (scene: Scene): number => new Set(scene.entities.flatMap(({ colour }) => colour ?? [])).size;
    const twoTints = several.filter((scene) => tintsOf(scene) > 1).length / several.length;
    expect(twoTints).toBeGreaterThan(0.45);
    expect(twoTints).toBeLessThan(0.75);
    const clear = several.filter((scene) => {
      const [first, second] = scene.entities;
      return ['left', 'above'].some((relation) => relationTruth(relation, first!.boxes, second!.boxes, scene) !== null);
    });
    expect(clear.length / several.length).toBeGreaterThan(0.8);
  });

  it('draws icons from the named sets only', () => {
    const setsOf = (scene: Scene): string[] => scene.entities.map(({ icon }) => icon.split(':')[0]!);
    const random = createRandom('sets');
    const trained = new Set(Array.from({ length: 200 }, () => setsOf(sampleScene(random, { split: 'train' }))).flat());
    expect(trained).toEqual(new Set(TRAINING_ICON_SETS));
    const heldOut = Array.from({ length: 50 }, () => setsOf(sampleScene(random, { split: 'test', iconSets: [HELD_OUT_ICON_SET] }))).flat();
    expect(new Set(heldOut)).toEqual(new Set([HELD_OUT_ICON_SET]));
  });

  it('draws a noun only from sets that have it, and only nouns that one of the named sets has', () => {
    const random = createRandom('additional');
    for (const iconSets of [['fxemoji'], ['streamline-emojis', 'twemoji'], [...ADDITIONAL_ICON_SETS]]) {
      const scenes = Array.from({ length: 200 }, () => sampleScene(random, { split: 'train', iconSets }));
      for (const { noun, icon } of scenes.flatMap(({ entities }) => entities)) {
        const [iconSet, name] = icon.split(':') as [IconSet, string];
        expect(iconSets).toContain(iconSet);
        expect(NOUNS.find((entry) => entry.noun === noun)!.icons[iconSet]).toBe(name);
      }
      expect(new Set(scenes.flatMap(({ entities }) => entities.map(({ icon }) => icon.split(':')[0])))).toEqual(new Set(iconSets));
    }
  });

  it('refuses an icon set that does not exist', () => {
    expect(() => sampleScene(createRandom(1), { split: 'train', iconSets: ['clip-art'] })).toThrow(
      /"clip-art" is no icon set. Known sets: fluent/,
    );
    expect(() => sampleScene(createRandom(1), { split: 'train', iconSets: [] })).toThrow(/no icon set was named/);
  });
});
