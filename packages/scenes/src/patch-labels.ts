import { type Box, COLOURS, type Colour, type Scene } from '@tldr-rm/schema';
import { NOUNS } from './nouns';

/** A thing counts in a cell if it covers this much of it. */
const COVERED_SHARE = 0.25;
/** A small thing counts in the cell that holds more than this much of it. */
const HELD_SHARE = 0.5;

const NOUN_CLASSES = new Map(NOUNS.map(({ noun }, index) => [noun, index + 1]));

/** Class of a sign among the nouns of {@link patchLabels}. */
export const SIGN_CLASS = NOUNS.length + 1;

/**
 * What lies where: for each of `grid` x `grid` cells, row by row, the class of the thing that covers most of it.
 *
 * `nouns`: 0 background, 1 + index in `NOUNS`, or {@link SIGN_CLASS}. `colours`: 0 none, or 1 + index in `COLOURS`.
 */
export function patchLabels(scene: Scene, grid: number): { nouns: Int32Array; colours: Int32Array } {
  const nouns = new Int32Array(grid * grid);
  const colours = new Int32Array(grid * grid);
  const covered = new Float64Array(grid * grid);
  const [cellWidth, cellHeight] = [scene.width / grid, scene.height / grid];
  const mark = (box: Box, noun: number, colour: Colour | null): void => {
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
        nouns[cell] = noun;
        colours[cell] = colour === null ? 0 : COLOURS.indexOf(colour) + 1;
      }
    }
  };
  for (const { noun, colour, boxes } of scene.entities) for (const box of boxes) mark(box, NOUN_CLASSES.get(noun) ?? 0, colour);
  for (const { box, colour } of scene.signs) mark(box, SIGN_CLASS, colour);
  return { nouns, colours };
}
