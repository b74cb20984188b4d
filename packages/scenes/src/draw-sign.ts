import type { Random } from '@tldr-rm/random';
import type { SceneSign } from '@tldr-rm/schema';
import { type Canvas, drawSprite } from './draw-sprite';
import { SIGN_PADDING } from './sample-layout';
import { WORD_CAP_HEIGHT } from './scene-assets';
import type { Sprite } from './sprite';
import { TINT_RAMPS } from './tint-ramps';

/** Boards lighter than this (luma, 0 to 255) carry dark letters. */
const DARK_LETTERS_FROM = 140;

/** Letters are drawn as one tone: every step of the ramp is the same. */
const LIGHT_LETTERS = new Uint8Array(256 * 3).fill(250);
const DARK_LETTERS = new Uint8Array(256 * 3).fill(28);

/** Draws a board with rounded corners and a rim, and the word on it. The cap height is the board's height less the padding. */
export function drawSign(canvas: Canvas, { box, colour }: SceneSign, word: Sprite, random: Random): void {
  const ramp = TINT_RAMPS[colour];
  const tone = random.integer(112, 144) * 3;
  const rim = random.pick([40, 220]) * 3;
  const radius = random.integer(0, 4);
  fillBoard(canvas, box, radius, ramp.subarray(rim, rim + 3));
  fillBoard(canvas, { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 }, radius, ramp.subarray(tone, tone + 3));
  const luma = 0.299 * ramp[tone]! + 0.587 * ramp[tone + 1]! + 0.114 * ramp[tone + 2]!;
  const scale = (box.height - 2 * SIGN_PADDING) / WORD_CAP_HEIGHT;
  const { width } = word.levels[0]!;
  drawSprite(
    canvas,
    word,
    {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      scaleX: Math.min(scale, (box.width - SIGN_PADDING) / (width - 2)),
      scaleY: scale,
      angle: 0,
      flip: false,
    },
    luma >= DARK_LETTERS_FROM ? DARK_LETTERS : LIGHT_LETTERS,
  );
}

function fillBoard(canvas: Canvas, { x, y, width, height }: SceneSign['box'], radius: number, tone: Uint8Array): void {
  for (let row = 0; row < height; row += 1) {
    const depth = Math.max(0, radius - row, radius - (height - 1 - row));
    const inset = Math.round(radius - Math.sqrt(Math.max(0, radius * radius - depth * depth)));
    for (let column = inset; column < width - inset; column += 1) canvas.data.set(tone, ((y + row) * canvas.width + x + column) * 3);
  }
}
