import type { Random } from '@tldr-rm/random';
import type { Canvas } from './draw-sprite';

type Rgb = readonly [red: number, green: number, blue: number];

/** How the background is painted; the names stand in scenes. */
export const BACKGROUND_STYLES = ['plain', 'gradient', 'horizon', 'blobs', 'stripes'] as const;

const BLOB_GRID = 5;

/** Steps from the first colour of a background to the second. */
const LAST_STEP = 255;

/** Fills the canvas with pale tones in one of {@link BACKGROUND_STYLES}; an unknown style is painted plain. */
export function drawBackground({ data, width, height }: Canvas, style: string, random: Random): void {
  const palette = createPalette(paleColour(random), paleColour(random));
  const steps = new Uint8Array(width * height);
  const painter = PAINTERS[style];
  painter?.(steps, width, height, random);
  for (let pixel = 0, at = 0; pixel < steps.length; pixel += 1, at += 3) {
    const from = steps[pixel]! * 3;
    data[at] = palette[from]!;
    data[at + 1] = palette[from + 1]!;
    data[at + 2] = palette[from + 2]!;
  }
}

/** Writes for each pixel how far it is from the first colour to the second, 0 to {@link LAST_STEP}. */
type Painter = (steps: Uint8Array, width: number, height: number, random: Random) => void;

const PAINTERS: Readonly<Record<string, Painter>> = {
  gradient: paintGradient,
  horizon: paintHorizon,
  blobs: paintBlobs,
  stripes: paintStripes,
};

function paintGradient(steps: Uint8Array, width: number, height: number, random: Random): void {
  const angle = random.float() * Math.PI * 2;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const scale = LAST_STEP / (Math.abs(cosine) * width + Math.abs(sine) * height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    let step = LAST_STEP / 2 + ((y - height / 2) * sine - (width / 2) * cosine) * scale;
    for (let x = 0; x < width; x += 1, pixel += 1) {
      steps[pixel] = step;
      step += cosine * scale;
    }
  }
}

function paintHorizon(steps: Uint8Array, width: number, height: number, random: Random): void {
  const horizon = height * (0.3 + 0.4 * random.float());
  const slope = (random.float() - 0.5) * 0.1;
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) steps[pixel] = LAST_STEP * Math.min(1, Math.max(0, y - horizon - slope * x));
  }
}

function paintStripes(steps: Uint8Array, width: number, height: number, random: Random): void {
  const angle = random.float() * Math.PI * 2;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const period = random.integer(14, 36);
  // One period as a table: a sine for each pixel would take longer than everything else in the picture.
  const wave = Uint8Array.from({ length: 256 }, (_, index) => (LAST_STEP / 4) * (1 + Math.sin((index / 256) * Math.PI * 2)));
  for (let y = 0, pixel = 0; y < height; y += 1) {
    let phase = (y * sine * 256) / period;
    for (let x = 0; x < width; x += 1, pixel += 1) {
      steps[pixel] = wave[phase & 255]!;
      phase += (cosine * 256) / period;
    }
  }
}

/** A small grid of random values, smoothly interpolated. */
function paintBlobs(steps: Uint8Array, width: number, height: number, random: Random): void {
  const grid = Float64Array.from({ length: BLOB_GRID * BLOB_GRID }, () => random.float() * LAST_STEP);
  const smoothPosition = (position: number): { cell: number; share: number } => {
    const cell = Math.floor(position);
    const share = position - cell;
    return { cell, share: share * share * (3 - 2 * share) };
  };
  const columns = Array.from({ length: width }, (_, x) => smoothPosition((x / width) * (BLOB_GRID - 1)));
  const row = new Float64Array(BLOB_GRID);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const { cell, share } = smoothPosition((y / height) * (BLOB_GRID - 1));
    for (let index = 0; index < BLOB_GRID; index += 1) {
      const above = grid[cell * BLOB_GRID + index]!;
      row[index] = above + (grid[(cell + 1) * BLOB_GRID + index]! - above) * share;
    }
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const column = columns[x]!;
      const before = row[column.cell]!;
      steps[pixel] = before + (row[column.cell + 1]! - before) * column.share;
    }
  }
}

/** {@link LAST_STEP} + 1 RGB triples from one colour to another. */
function createPalette(first: Rgb, second: Rgb): Uint8Array {
  const palette = new Uint8Array((LAST_STEP + 1) * 3);
  for (let step = 0, at = 0; step <= LAST_STEP; step += 1, at += 3) {
    const share = step / LAST_STEP;
    palette[at] = first[0] + (second[0] - first[0]) * share;
    palette[at + 1] = first[1] + (second[1] - first[1]) * share;
    palette[at + 2] = first[2] + (second[2] - first[2]) * share;
  }
  return palette;
}

/** A light tone of little saturation, so that every tint stands out. */
function paleColour(random: Random): Rgb {
  const hue = random.float() * 6;
  const saturation = random.float() * 0.5;
  const lightness = 0.8 + random.float() * 0.16;
  const chroma = saturation * (1 - lightness) * 2;
  const channel = (shift: number): number => {
    const distance = Math.abs(((hue + shift) % 6) - 3) - 1;
    return 255 * (lightness + chroma * (Math.min(1, Math.max(0, distance)) - 0.5));
  };
  return [channel(0), channel(4), channel(2)];
}
