import { type Box, COLOURS, type Colour, type Scene, SIZES } from '@tldr-rm/schema';
import { NOUNS } from './nouns';
import { positionTruth, SIGN_WORDS } from './text';

/** A thing counts in a cell if it covers this much of it. */
const COVERED_SHARE = 0.25;
/** A small thing counts in the cell that holds more than this much of it. */
const HELD_SHARE = 0.5;

const NOUN_CLASSES = new Map(NOUNS.map(({ noun }, index) => [noun, index + 1]));
const WORD_CLASSES = new Map<string, number>(SIGN_WORDS.map((word, index) => [word, index + 1]));

/** Class of a sign among the nouns of {@link patchLabels}. */
export const SIGN_CLASS = NOUNS.length + 1;

/** What is known of the thing in each cell, row by row; 0 where nothing is, or nothing to be said. */
export interface PatchLabels {
  /** 1 + index in `NOUNS`, or {@link SIGN_CLASS}. */
  nouns: Int32Array;
  /** 1 + index in `COLOURS`. */
  colours: Int32Array;
  /** 1 + index in `SIZES`. */
  sizes: Int32Array;
  /** How many of its kind are in the picture, 1 to 5. */
  counts: Int32Array;
  /** 1 in the left half, 2 in the right. */
  sides: Int32Array;
  /** 1 in the top half, 2 in the bottom half. */
  ends: Int32Array;
  /** 1 + index in `SIGN_WORDS` of the word that stands on it. */
  signWords: Int32Array;
}

/** What lies where: labels of the thing that covers most of each of `grid` x `grid` cells. */
export function patchLabels(scene: Scene, grid: number): PatchLabels {
  const empty = (): Int32Array => new Int32Array(grid * grid);
  const labels: PatchLabels = {
    nouns: empty(),
    colours: empty(),
    sizes: empty(),
    counts: empty(),
    sides: empty(),
    ends: empty(),
    signWords: empty(),
  };
  const covered = new Float64Array(grid * grid);
  const [cellWidth, cellHeight] = [scene.width / grid, scene.height / grid];
  const mark = (box: Box, knownOfThing: Omit<Record<keyof PatchLabels, number>, 'sides' | 'ends'>): void => {
    const known = { ...knownOfThing, sides: half(box, ['left', 'right']), ends: half(box, ['top', 'bottom']) };
    const clamp = (cell: number): number => Math.min(grid - 1, Math.max(0, cell));
    const lastColumn = clamp(Math.ceil((box.x + box.width) / cellWidth) - 1);
    const lastRow = clamp(Math.ceil((box.y + box.height) / cellHeight) - 1);
    for (let row = clamp(Math.floor(box.y / cellHeight)); row <= lastRow; row += 1) {
      for (let column = clamp(Math.floor(box.x / cellWidth)); column <= lastColumn; column += 1) {
        const width = Math.min(box.x + box.width, (column + 1) * cellWidth) - Math.max(box.x, column * cellWidth);
        const height = Math.min(box.y + box.height, (row + 1) * cellHeight) - Math.max(box.y, row * cellHeight);
        const area = width * height;
        const cell = row * grid + column;
        const counts = area >= COVERED_SHARE * cellWidth * cellHeight || area > HELD_SHARE * box.width * box.height;
        if (!counts || area <= covered[cell]!) continue;
        covered[cell] = area;
        for (const [kind, classes] of Object.entries(labels) as [keyof PatchLabels, Int32Array][]) classes[cell] = known[kind];
      }
    }
  };
  const half = (box: Box, [near, far]: [string, string]): number =>
    positionTruth(near, [box], scene) ? 1 : positionTruth(far, [box], scene) ? 2 : 0;
  const colourClass = (colour: Colour | null): number => (colour === null ? 0 : COLOURS.indexOf(colour) + 1);
  for (const { noun, colour, size, boxes } of scene.entities) {
    const nouns = NOUN_CLASSES.get(noun) ?? 0;
    const known = { nouns, colours: colourClass(colour), sizes: SIZES.indexOf(size) + 1, counts: boxes.length, signWords: 0 };
    for (const box of boxes) mark(box, known);
  }
  for (const { box, colour, word } of scene.signs) {
    mark(box, { nouns: SIGN_CLASS, colours: colourClass(colour), sizes: 0, counts: 0, signWords: WORD_CLASSES.get(word) ?? 0 });
  }
  return labels;
}
