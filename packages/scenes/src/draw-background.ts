import type { Random } from './create-random';
import type { Canvas } from './draw-sprite';

type Rgb = readonly [red: number, green: number, blue: number];

/** How the background is painted; the names stand in scenes. */
export const BACKGROUND_STYLES = ['plain', 'gradient', 'horizon', 'blobs', 'stripes'] as const;

const BLOB_GRID = 5;

/** Fills the canvas with pale tones in one of {@link BACKGROUND_STYLES}; an unknown style is painted plain. */
export function drawBackground(canvas: Canvas, style: string, random: Random): void {
  const { width, height } = canvas;
  const first = paleColour(random);
  const second = paleColour(random);
  const share = shareOf(style, random, width, height);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      const part = share(x, y);
      canvas.data[at] = first[0] + (second[0] - first[0]) * part;
      canvas.data[at + 1] = first[1] + (second[1] - first[1]) * part;
      canvas.data[at + 2] = first[2] + (second[2] - first[2]) * part;
    }
  }
}

/** How much of the second colour each pixel has, 0 to 1. */
function shareOf(style: string, random: Random, width: number, height: number): (x: number, y: number) => number {
  const angle = random.float() * Math.PI * 2;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  switch (style) {
    case 'gradient': {
      const reach = (Math.abs(cosine) * width + Math.abs(sine) * height) / 2;
      return (x, y) => 0.5 + ((x - width / 2) * cosine + (y - height / 2) * sine) / (2 * reach);
    }
    case 'horizon': {
      const horizon = height * (0.3 + 0.4 * random.float());
      const slope = (random.float() - 0.5) * 0.1;
      return (x, y) => Math.min(1, Math.max(0, y - horizon - slope * x));
    }
    case 'blobs':
      return blobs(random, width, height);
    case 'stripes': {
      const frequency = (Math.PI * 2) / random.integer(14, 36);
      return (x, y) => 0.25 + 0.25 * Math.sin((x * cosine + y * sine) * frequency);
    }
    default:
      return () => 0;
  }
}

/** Smoothly interpolated random grid. */
function blobs(random: Random, width: number, height: number): (x: number, y: number) => number {
  const grid = Array.from({ length: BLOB_GRID * BLOB_GRID }, () => random.float());
  const axis = (length: number): { cell: number; share: number }[] =>
    Array.from({ length }, (_, index) => {
      const position = (index / length) * (BLOB_GRID - 1);
      const cell = Math.floor(position);
      const share = position - cell;
      return { cell, share: share * share * (3 - 2 * share) };
    });
  const [columns, rows] = [axis(width), axis(height)];
  return (x, y) => {
    const [column, row] = [columns[x]!, rows[y]!];
    const at = row.cell * BLOB_GRID + column.cell;
    const above = grid[at]! + (grid[at + 1]! - grid[at]!) * column.share;
    const below = grid[at + BLOB_GRID]! + (grid[at + BLOB_GRID + 1]! - grid[at + BLOB_GRID]!) * column.share;
    return above + (below - above) * row.share;
  };
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
