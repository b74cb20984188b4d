/** Bytes of one pixel of a {@link SpriteLevel}: red, green, blue, alpha and lightness. */
export const SPRITE_CHANNELS = 5;

/** A picture with transparency at one resolution, with a transparent border of one pixel. */
export interface SpriteLevel {
  width: number;
  height: number;
  /**
   * `[height, width, 5]`: red, green, blue (premultiplied by alpha), alpha, and the lightness within this picture (premultiplied; 0 its darkest tone,
   * 255 its lightest), which a tint takes for its own tones.
   */
  data: Uint8Array;
}

/** A picture at falling resolutions, each half of the one before, so that shrinking needs no averaging over many pixels. */
export interface Sprite {
  levels: readonly SpriteLevel[];
}

const LEVELS = 3;

/** Alpha below which a pixel is no part of the drawing. */
const VISIBLE_ALPHA = 16;

/** Least spread of lightness that is stretched to the full range: flat icons stay flat. */
const LEAST_SPREAD = 90;

/** Makes a sprite of RGBA bytes (not premultiplied), cut to what is visible. */
export function createSprite(rgba: Uint8Array, width: number, height: number): Sprite {
  const bounds = visibleBounds(rgba, width, height);
  return { levels: levelsOf(baseLevel(rgba, width, bounds)) };
}

/** A picture and its coarser copies. */
export function levelsOf(base: SpriteLevel): SpriteLevel[] {
  const levels = [base];
  while (levels.length < LEVELS) levels.push(halve(levels.at(-1)!));
  return levels;
}

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function visibleBounds(rgba: Uint8Array, width: number, height: number): Bounds {
  const bounds = { left: width - 1, top: height - 1, right: 0, bottom: 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (rgba[(y * width + x) * 4 + 3]! < VISIBLE_ALPHA) continue;
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = Math.max(bounds.bottom, y);
    }
  }
  return bounds;
}

function baseLevel(rgba: Uint8Array, stride: number, { left, top, right, bottom }: Bounds): SpriteLevel {
  const [width, height] = [Math.max(1, right - left + 1) + 2, Math.max(1, bottom - top + 1) + 2];
  const data = new Uint8Array(width * height * SPRITE_CHANNELS);
  const { mean, spread } = lightnessScale(rgba, stride, { left, top, right, bottom });
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const from = (y * stride + x) * 4;
      const to = ((y - top + 1) * width + x - left + 1) * SPRITE_CHANNELS;
      const alpha = rgba[from + 3]! / 255;
      const lightness = 255 * Math.min(1, Math.max(0, 0.5 + (luma(rgba, from) - mean) / spread));
      data[to] = Math.round(rgba[from]! * alpha);
      data[to + 1] = Math.round(rgba[from + 1]! * alpha);
      data[to + 2] = Math.round(rgba[from + 2]! * alpha);
      data[to + 3] = rgba[from + 3]!;
      data[to + 4] = Math.round(lightness * alpha);
    }
  }
  return { width, height, data };
}

/**
 * The mean luma, which becomes the middle of the range so that most of a tinted drawing has the plain tone of its tint, and the spread that becomes its
 * width: up to the 5th and 95th percentile, as single dark or light pixels shall not set it.
 */
function lightnessScale(rgba: Uint8Array, stride: number, { left, top, right, bottom }: Bounds): { mean: number; spread: number } {
  const histogram = new Uint32Array(256);
  let [total, sum] = [0, 0];
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const from = (y * stride + x) * 4;
      if (rgba[from + 3]! < 128) continue;
      const value = luma(rgba, from);
      histogram[Math.round(value)]! += 1;
      total += 1;
      sum += value;
    }
  }
  const percentile = (share: number): number => {
    let seen = 0;
    return histogram.findIndex((count) => {
      seen += count;
      return seen >= share * total;
    });
  };
  const mean = total === 0 ? 0 : sum / total;
  return { mean, spread: Math.max(LEAST_SPREAD, 2 * (mean - percentile(0.05)), 2 * (percentile(0.95) - mean)) };
}

/** ITU-R BT.601 luma, 0 to 255. */
function luma(rgba: Uint8Array, at: number): number {
  return 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!;
}

/** Averages 2 x 2 pixels inside of the border and puts a new border around. */
function halve({ width, height, data }: SpriteLevel): SpriteLevel {
  const [innerWidth, innerHeight] = [Math.ceil((width - 2) / 2), Math.ceil((height - 2) / 2)];
  const half = {
    width: innerWidth + 2,
    height: innerHeight + 2,
    data: new Uint8Array((innerWidth + 2) * (innerHeight + 2) * SPRITE_CHANNELS),
  };
  for (let y = 0; y < innerHeight; y += 1) {
    for (let x = 0; x < innerWidth; x += 1) {
      const from = ((2 * y + 1) * width + 2 * x + 1) * SPRITE_CHANNELS;
      const below = from + width * SPRITE_CHANNELS;
      const to = ((y + 1) * half.width + x + 1) * SPRITE_CHANNELS;
      for (let channel = 0; channel < SPRITE_CHANNELS; channel += 1) {
        const sum =
          data[from + channel]! +
          data[from + SPRITE_CHANNELS + channel]! +
          data[below + channel]! +
          data[below + SPRITE_CHANNELS + channel]!;
        half.data[to + channel] = (sum + 2) >> 2;
      }
    }
  }
  return half;
}
