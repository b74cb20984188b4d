import type { Random } from '@tldr-rm/random';
import { type Box, SIZES, type Size } from '@tldr-rm/schema';
import type { Composition } from './sample-composition';
import { relationTruth } from './text/spatial-truth';

/** Sizes and boxes of what a composition holds, in its order. */
export interface Layout {
  entities: { size: Size; boxes: Box[] }[];
  signs: Box[];
}

/** Sides of the objects in pixels. The gaps between the ranges keep the three sizes apart for the eye. */
export const SIZE_RANGES: Readonly<Record<Size, readonly [minimum: number, maximum: number]>> = {
  small: [20, 24],
  medium: [32, 40],
  large: [50, 62],
};

/** How often each size is drawn, by the number of objects: five large ones do not fit. */
const SIZE_WEIGHTS: Readonly<Record<number, readonly [small: number, medium: number, large: number]>> = {
  1: [0.3, 0.38, 0.32],
  2: [0.42, 0.46, 0.12],
  3: [0.62, 0.38, 0],
  4: [0.72, 0.28, 0],
  5: [0.85, 0.15, 0],
};

/** Free pixels around every object. */
const GAP = 2;
/** Share of groups whose objects stand together; the others are strewn over the picture. */
const TOGETHER_SHARE = 0.75;
/** A fuller picture than this takes too many draws to lay out. */
const MAX_FILLED_SHARE = 0.5;
const TRIES_PER_LAYOUT = 10;
const TRIES_PER_PLACE = 24;
/** Layouts to choose from: the one with the most clear relations is taken. */
const LAYOUTS_TO_COMPARE = 3;

/** Cap height of a sign's letters in pixels; at 10 and below they blur together. */
const CAP_HEIGHTS = [11, 14] as const;
/** Advance of one letter over the cap height in Roboto Condensed Bold: 0.8 holds words of wide letters too. */
const LETTER_WIDTH = 0.8;
/** Free board around the word, in pixels. */
export const SIGN_PADDING = 4;

interface Item {
  owner: number;
  width: number;
  height: number;
  /** Boxes relative to the item's corner. */
  parts: Box[];
}

/** Draws sizes and places without overlaps, or null if that many draws found no room. */
export function sampleLayout(composition: Composition, random: Random, width: number, height: number): Layout | null {
  let best: Layout | null = null;
  let bestScore = -1;
  let found = 0;
  for (let attempt = 0; attempt < TRIES_PER_LAYOUT && found < LAYOUTS_TO_COMPARE; attempt += 1) {
    const layout = tryLayout(composition, random, width, height);
    if (layout === null) continue;
    found += 1;
    const score = countClearRelations(layout, width, height);
    if (score > bestScore) [best, bestScore] = [layout, score];
  }
  return best;
}

function tryLayout({ entities, signs }: Composition, random: Random, width: number, height: number): Layout | null {
  const sizes = entities.map(({ count }) => {
    const weights = SIZE_WEIGHTS[count]!;
    return random.weighted(SIZES.map((size, index) => [size, weights[index]!] as const));
  });
  const items = [
    ...signs.map(({ word }, index) => signItem(word, entities.length + index, random)),
    ...entities.flatMap(({ count }, index) => entityItems(count, sizes[index]!, index, random, width, height)),
  ];
  const filled = items.reduce((sum, item) => sum + item.width * item.height, 0);
  if (filled > MAX_FILLED_SHARE * width * height) return null;
  // The largest first: small things still find room afterwards.
  items.sort((a, b) => b.width * b.height - a.width * a.height);
  const placed: Box[] = [];
  const boxes: Box[][] = Array.from({ length: entities.length + signs.length }, () => []);
  for (const item of items) {
    const corner = findPlace(item, placed, random, width, height);
    if (corner === null) return null;
    placed.push({ ...corner, width: item.width, height: item.height });
    for (const part of item.parts) boxes[item.owner]!.push({ ...part, x: corner.x + part.x, y: corner.y + part.y });
  }
  return {
    entities: entities.map((_, index) => ({ size: sizes[index]!, boxes: boxes[index]! })),
    signs: signs.map((_, index) => boxes[entities.length + index]![0]!),
  };
}

function findPlace(item: Item, placed: readonly Box[], random: Random, width: number, height: number): { x: number; y: number } | null {
  const [right, bottom] = [width - item.width - GAP, height - item.height - GAP];
  if (right < GAP || bottom < GAP) return null;
  for (let draw = 0; draw < TRIES_PER_PLACE; draw += 1) {
    const x = random.integer(GAP, right);
    const y = random.integer(GAP, bottom);
    const free = placed.every(
      (box) =>
        x + item.width + GAP <= box.x || box.x + box.width + GAP <= x || y + item.height + GAP <= box.y || box.y + box.height + GAP <= y,
    );
    if (free) return { x, y };
  }
  return null;
}

function signItem(word: string, owner: number, random: Random): Item {
  const cap = random.integer(...CAP_HEIGHTS);
  const width = Math.ceil(word.length * cap * LETTER_WIDTH) + 2 * SIGN_PADDING;
  const height = cap + 2 * SIGN_PADDING;
  return { owner, width, height, parts: [{ x: 0, y: 0, width, height }] };
}

function entityItems(count: number, size: Size, owner: number, random: Random, width: number, height: number): Item[] {
  const side = random.integer(...SIZE_RANGES[size]);
  if (count > 1 && random.chance(TOGETHER_SHARE)) return [blockItem(count, side, owner, random, width, height)];
  return Array.from({ length: count }, () => {
    const own = Math.min(SIZE_RANGES[size][1], Math.max(SIZE_RANGES[size][0], side + random.integer(-1, 1)));
    return { owner, width: own, height: own, parts: [{ x: 0, y: 0, width: own, height: own }] };
  });
}

/** Objects standing together in loose rows. */
function blockItem(count: number, side: number, owner: number, random: Random, width: number, height: number): Item {
  const slack = random.integer(GAP, GAP + 5);
  const cell = side + slack;
  const shapes = [1, 2, 3, 4, 5]
    .map((columns) => [columns, Math.ceil(count / columns)] as const)
    .filter(([columns]) => columns <= count)
    .filter(([columns, rows]) => columns * cell <= width - 2 * GAP && rows * cell <= height - 2 * GAP);
  const [columns, rows] = shapes.length === 0 ? ([1, count] as const) : random.pick(shapes);
  const places = random.shuffle(Array.from({ length: columns * rows }, (_, index) => index)).slice(0, count);
  const parts = places.map((place) => ({
    x: (place % columns) * cell + random.integer(0, slack - GAP),
    y: Math.floor(place / columns) * cell + random.integer(0, slack - GAP),
    width: side,
    height: side,
  }));
  return { owner, width: columns * cell - GAP, height: rows * cell - GAP, parts };
}

/** Pairs of things of which one lies clearly left of, right of, above or below the other. */
function countClearRelations({ entities }: Layout, width: number, height: number): number {
  let clear = 0;
  for (const [index, first] of entities.entries()) {
    for (const second of entities.slice(index + 1)) {
      if (relationTruth('left', first.boxes, second.boxes, { width, height }) !== null) clear += 1;
      if (relationTruth('above', first.boxes, second.boxes, { width, height }) !== null) clear += 1;
    }
  }
  return clear;
}
