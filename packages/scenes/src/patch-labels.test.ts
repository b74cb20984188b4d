import { createRandom } from '@tldr-rm/random';
import { COLOURS, type Scene, SIZES } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOUNS } from './nouns';
import { patchLabels, SIGN_CLASS } from './patch-labels';
import { sampleScene } from './sample-scene';
import { SIGN_WORDS } from './text';

const empty: Scene = { width: 128, height: 128, background: { style: 'plain', seed: 1 }, entities: [], signs: [] };
const starClass = NOUNS.findIndex(({ noun }) => noun === 'star') + 1;

function star(x: number, y: number, side: number): Scene['entities'][number] {
  return { id: 'entity-1', noun: 'star', icon: 'noto:star', colour: 'blue', size: 'small', boxes: [{ x, y, width: side, height: side }] };
}

describe('patchLabels', () => {
  it('marks the cells that an object covers with its noun and colour', () => {
    const { nouns, colours } = patchLabels({ ...empty, entities: [star(32, 0, 64)] }, 4);
    expect([...nouns]).toEqual([0, starClass, starClass, 0, 0, starClass, starClass, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...colours].filter((colour) => colour !== 0)).toEqual(Array(4).fill(COLOURS.indexOf('blue') + 1));
  });

  it('says of what size a thing is, and how many of its kind there are', () => {
    const two = { ...star(0, 0, 32), boxes: [star(0, 0, 32), star(96, 96, 32)].flatMap(({ boxes }) => boxes) };
    const { counts, sizes } = patchLabels({ ...empty, entities: [two] }, 4);
    expect([counts[0], counts[15], counts[5]]).toEqual([2, 2, 0]);
    expect([sizes[0], sizes[5]]).toEqual([SIZES.indexOf('small') + 1, 0]);
  });

  it('says in which half of the picture a thing lies, and nothing where that is not clear', () => {
    const { sides, ends } = patchLabels({ ...empty, entities: [star(0, 48, 32)] }, 4);
    expect([sides[4], ends[4], ends[8]]).toEqual([1, 0, 0]);
    const below = patchLabels({ ...empty, entities: [star(96, 96, 32)] }, 4);
    expect([below.sides[15], below.ends[15]]).toEqual([2, 2]);
  });

  it('leaves out a cell of which less than a quarter is covered', () => {
    expect([...patchLabels({ ...empty, entities: [star(0, 0, 68)] }, 2).nouns]).toEqual([starClass, 0, 0, 0]);
  });

  it('marks the cell that holds most of a small object', () => {
    expect([...patchLabels({ ...empty, entities: [star(70, 20, 20)] }, 2).nouns]).toEqual([0, starClass, 0, 0]);
  });

  it('gives a cell to whatever covers more of it', () => {
    const apple = { ...star(44, 0, 20), id: 'entity-2', noun: 'apple', colour: null };
    const labels = patchLabels({ ...empty, entities: [apple, star(0, 0, 40)] }, 2);
    expect([labels.nouns[0], labels.colours[0]]).toEqual([starClass, COLOURS.indexOf('blue') + 1]);
  });

  it('marks signs by a class of their own, with the colour of the board', () => {
    const sign = { id: 'sign-1', word: 'STOP', colour: 'grey' as const, box: { x: 64, y: 64, width: 60, height: 40 } };
    const { nouns, colours, signWords } = patchLabels({ ...empty, signs: [sign] }, 2);
    expect([...nouns]).toEqual([0, 0, 0, SIGN_CLASS]);
    expect([...signWords]).toEqual([0, 0, 0, SIGN_WORDS.indexOf('STOP') + 1]);
    expect(colours[3]).toBe(COLOURS.indexOf('grey') + 1);
  });

  it('shows every entity of a scene somewhere, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const scene = sampleScene(createRandom(seed), { split: 'train' });
        const expected = scene.entities.map(({ noun }) => NOUNS.findIndex((entry) => entry.noun === noun) + 1);
        if (scene.signs.length > 0) expected.push(SIGN_CLASS);
        const found = new Set(patchLabels(scene, 16).nouns);
        found.delete(0);
        expect(found).toEqual(new Set(expected));
      }),
    );
  });
});
