import type { Random } from '@tldr-rm/random';
import { levelsOf, SPRITE_CHANNELS, type Sprite, type SpriteLevel } from './sprite';

const WARPED_SHARE = 0.5;
/** Largest bend, taper and shear, as a share of half the drawing. */
const MAX_BEND = 0.08;
const MAX_TAPER = 0.15;
const MAX_SHEAR = 0.15;

const RECOLOURED_SHARE = 0.6;
const MAX_HUE_TURN = (45 / 180) * Math.PI;
const SATURATION_RANGE = [0.5, 1.4] as const;

const FLATTENED_SHARE = 0.3;
/** Tones that are left of a flattened drawing. */
const FLAT_TONES = [3, 6] as const;
const CONTRAST_RANGE = [0.65, 1.35] as const;
const MAX_BRIGHTENING = 28;

/**
 * The drawing as another hand might have made it: bent, tapered and sheared a little, in other colours, with more or less contrast, sometimes in a few flat tones. Its
 * outline stays recognizable, and the lightness that a tint is painted by stays a lightness, so that a tinted drawing keeps its colour.
 */
export function augmentSprite(sprite: Sprite, random: Random): Sprite {
  const base = sprite.levels[0]!;
  const shaped = random.chance(WARPED_SHARE) ? cutToVisible(warp(base, random)) : base;
  return { levels: levelsOf(recolour(shaped, random)) };
}

/** Bends both axes, tapers and shears. The result is a little smaller within its frame, so that nothing is cut off. */
function warp({ width, height, data }: SpriteLevel, random: Random): SpriteLevel {
  const between = (limit: number): number => (random.float() * 2 - 1) * limit;
  const [bendX, bendY, taper, shear] = [between(MAX_BEND), between(MAX_BEND), between(MAX_TAPER), between(MAX_SHEAR)];
  const [phaseX, phaseY] = [random.float() * 2 * Math.PI, random.float() * 2 * Math.PI];
  const [roomX, roomY] = [1 + Math.abs(bendX) + Math.abs(taper) + Math.abs(shear), 1 + Math.abs(bendY)];
  const warped = new Uint8Array(data.length);
  const bendByColumn = Float64Array.from({ length: width }, (_, x) => bendY * Math.sin(Math.PI * ((2 * x) / (width - 1) - 1) + phaseY));
  for (let y = 0; y < height; y += 1) {
    const v = (2 * y) / (height - 1) - 1;
    const offset = shear * v + bendX * Math.sin(Math.PI * v + phaseX);
    for (let x = 0; x < width; x += 1) {
      const u = (2 * x) / (width - 1) - 1;
      const fromX = ((u * roomX * (1 + taper * v) + offset + 1) * (width - 1)) / 2;
      const fromY = ((v * roomY + bendByColumn[x]! + 1) * (height - 1)) / 2;
      if (fromX < 0 || fromY < 0 || fromX >= width - 1 || fromY >= height - 1) continue;
      const [column, row] = [fromX | 0, fromY | 0];
      const [right, below] = [fromX - column, fromY - row];
      const [a, c] = [(row * width + column) * SPRITE_CHANNELS, ((row + 1) * width + column) * SPRITE_CHANNELS];
      const to = (y * width + x) * SPRITE_CHANNELS;
      for (let channel = 0; channel < SPRITE_CHANNELS; channel += 1) {
        const upper = data[a + channel]! * (1 - right) + data[a + SPRITE_CHANNELS + channel]! * right;
        const lower = data[c + channel]! * (1 - right) + data[c + SPRITE_CHANNELS + channel]! * right;
        warped[to + channel] = Math.round(upper * (1 - below) + lower * below);
      }
    }
  }
  return { width, height, data: warped };
}

/** Alpha below which a pixel is no part of the drawing. */
const VISIBLE_ALPHA = 16;

function cutToVisible({ width, height, data }: SpriteLevel): SpriteLevel {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (data[(y * width + x) * SPRITE_CHANNELS + 3]! < VISIBLE_ALPHA) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
  }
  const [newWidth, newHeight] = [right - left + 3, bottom - top + 3];
  const cut = new Uint8Array(newWidth * newHeight * SPRITE_CHANNELS);
  for (let y = top; y <= bottom; y += 1) {
    const from = (y * width + left) * SPRITE_CHANNELS;
    cut.set(data.subarray(from, from + (right - left + 1) * SPRITE_CHANNELS), ((y - top + 1) * newWidth + 1) * SPRITE_CHANNELS);
  }
  return { width: newWidth, height: newHeight, data: cut };
}

function recolour({ width, height, data }: SpriteLevel, random: Random): SpriteLevel {
  const matrix = random.chance(RECOLOURED_SHARE)
    ? colourMatrix((random.float() * 2 - 1) * MAX_HUE_TURN, between(random, SATURATION_RANGE))
    : colourMatrix(0, 1);
  const tones = toneCurve(random);
  const [rr, rg, rb, gr, gg, gb, br, bg, bb] = matrix;
  const changed = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += SPRITE_CHANNELS) {
    const alpha = data[at + 3]!;
    if (alpha === 0) continue;
    const share = alpha / 255;
    const [red, green, blue] = [data[at]! / share, data[at + 1]! / share, data[at + 2]! / share];
    changed[at] = Math.round(tones[toByte(rr * red + rg * green + rb * blue)]! * share);
    changed[at + 1] = Math.round(tones[toByte(gr * red + gg * green + gb * blue)]! * share);
    changed[at + 2] = Math.round(tones[toByte(br * red + bg * green + bb * blue)]! * share);
    changed[at + 3] = alpha;
    changed[at + 4] = Math.round(tones[toByte(data[at + 4]! / share)]! * share);
  }
  return { width, height, data: changed };
}

/** What becomes of each of the 256 tones: contrast and brightness, then a few steps where the drawing is flattened. */
function toneCurve(random: Random): Uint8Array {
  const contrast = between(random, CONTRAST_RANGE);
  const brightening = (random.float() * 2 - 1) * MAX_BRIGHTENING;
  const steps = random.chance(FLATTENED_SHARE) ? random.integer(...FLAT_TONES) - 1 : 255;
  return Uint8Array.from({ length: 256 }, (_, tone) => {
    const value = toByte((tone - 128) * contrast + 128 + brightening);
    return Math.round((Math.round((value / 255) * steps) / steps) * 255);
  });
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/**
 * Turns hues and scales saturation, luma unchanged: the `hueRotate` and `saturate` matrices of the filter effects of SVG
 * (https://www.w3.org/TR/filter-effects-1/#feColorMatrixElement), one after the other, row by row.
 */
function colourMatrix(turn: number, saturation: number): Matrix {
  const [cosine, sine] = [saturation * Math.cos(turn), saturation * Math.sin(turn)];
  const [red, green, blue] = [0.213, 0.715, 0.072];
  return [
    red + cosine * (1 - red) - sine * red,
    green - cosine * green - sine * green,
    blue - cosine * blue + sine * (1 - blue),
    red - cosine * red + sine * 0.143,
    green + cosine * (1 - green) + sine * 0.14,
    blue - cosine * blue - sine * 0.283,
    red - cosine * red - sine * (1 - red),
    green - cosine * green + sine * green,
    blue + cosine * (1 - blue) + sine * blue,
  ];
}

function between(random: Random, [minimum, maximum]: readonly [number, number]): number {
  return minimum + random.float() * (maximum - minimum);
}

function toByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}
