import { SPRITE_CHANNELS, type Sprite, type SpriteLevel } from './sprite';

/** An RGB picture under construction: `[height, width, 3]`. */
export interface Canvas {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Where and how a sprite is drawn. */
export interface Placement {
  /** Centre in pixels. */
  x: number;
  y: number;
  /** Picture pixels for one pixel of the sprite's finest level, across and down. */
  scaleX: number;
  scaleY: number;
  /** Clockwise, in radians. */
  angle: number;
  flip: boolean;
}

/**
 * Draws a sprite over the canvas with bilinear sampling. With a ramp (256 RGB triples) the sprite's lightness is drawn in the ramp's tones instead of its
 * own colours.
 */
export function drawSprite(canvas: Canvas, sprite: Sprite, placement: Placement, ramp: Uint8Array | null): void {
  // The coarsest level that still has at least as many pixels as are drawn: below that, bilinear sampling would skip pixels.
  const wanted = Math.max(placement.scaleX, placement.scaleY);
  let depth = 0;
  while (depth + 1 < sprite.levels.length && wanted * 2 ** (depth + 1) <= 1) depth += 1;
  const level = sprite.levels[depth]!;
  const scaleX = placement.scaleX * 2 ** depth * (placement.flip ? -1 : 1);
  const scaleY = placement.scaleY * 2 ** depth;
  const [cosine, sine] = [Math.cos(placement.angle), Math.sin(placement.angle)];
  const halfWidth = (Math.abs(cosine * scaleX) * level.width + Math.abs(sine * scaleY) * level.height) / 2;
  const halfHeight = (Math.abs(sine * scaleX) * level.width + Math.abs(cosine * scaleY) * level.height) / 2;
  const left = Math.max(0, Math.floor(placement.x - halfWidth));
  const right = Math.min(canvas.width, Math.ceil(placement.x + halfWidth));
  const top = Math.max(0, Math.floor(placement.y - halfHeight));
  const bottom = Math.min(canvas.height, Math.ceil(placement.y + halfHeight));
  const [stepX, stepY] = [cosine / scaleX, -sine / scaleY];
  for (let y = top; y < bottom; y += 1) {
    const fromCentreY = y + 0.5 - placement.y;
    const fromCentreX = left + 0.5 - placement.x;
    let u = (fromCentreX * cosine + fromCentreY * sine) / scaleX + level.width / 2 - 0.5;
    let v = (fromCentreY * cosine - fromCentreX * sine) / scaleY + level.height / 2 - 0.5;
    for (let at = (y * canvas.width + left) * 3, end = (y * canvas.width + right) * 3; at < end; at += 3) {
      if (u >= 0 && v >= 0 && u < level.width - 1 && v < level.height - 1) blend(canvas.data, at, level, u, v, ramp);
      u += stepX;
      v += stepY;
    }
  }
}

/** Samples the level between four pixels and puts the result over one pixel of the canvas. */
function blend(target: Uint8Array, at: number, { data, width }: SpriteLevel, u: number, v: number, ramp: Uint8Array | null): void {
  const [column, row] = [u | 0, v | 0];
  const [shareX, shareY] = [u - column, v - row];
  const a = (row * width + column) * SPRITE_CHANNELS;
  const b = a + SPRITE_CHANNELS;
  const c = a + width * SPRITE_CHANNELS;
  const d = c + SPRITE_CHANNELS;
  const weightD = shareX * shareY;
  const weightB = shareX - weightD;
  const weightC = shareY - weightD;
  const weightA = 1 - shareX - weightC;
  const alpha = data[a + 3]! * weightA + data[b + 3]! * weightB + data[c + 3]! * weightC + data[d + 3]! * weightD;
  if (alpha < 1) return;
  const rest = 1 - alpha / 255;
  if (ramp === null) {
    target[at] = data[a]! * weightA + data[b]! * weightB + data[c]! * weightC + data[d]! * weightD + target[at]! * rest;
    target[at + 1] =
      data[a + 1]! * weightA + data[b + 1]! * weightB + data[c + 1]! * weightC + data[d + 1]! * weightD + target[at + 1]! * rest;
    target[at + 2] =
      data[a + 2]! * weightA + data[b + 2]! * weightB + data[c + 2]! * weightC + data[d + 2]! * weightD + target[at + 2]! * rest;
    return;
  }
  const lightness = data[a + 4]! * weightA + data[b + 4]! * weightB + data[c + 4]! * weightC + data[d + 4]! * weightD;
  const tone = Math.min(255, ((lightness / alpha) * 255) | 0) * 3;
  const opacity = alpha / 255;
  target[at] = ramp[tone]! * opacity + target[at]! * rest;
  target[at + 1] = ramp[tone + 1]! * opacity + target[at + 1]! * rest;
  target[at + 2] = ramp[tone + 2]! * opacity + target[at + 2]! * rest;
}
