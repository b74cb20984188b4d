import type { Box, Scene, SceneEntity } from '@tldr-rm/schema';
import { createRandom, type Random } from './create-random';
import { drawBackground } from './draw-background';
import { drawSign } from './draw-sign';
import { type Canvas, drawSprite } from './draw-sprite';
import { MissingAssetError, type SceneAssets } from './scene-assets';
import type { Sprite } from './sprite';
import { TINT_RAMPS } from './tint-ramps';

const MAX_ANGLE = (12 / 180) * Math.PI;
const ROTATED_SHARE = 0.35;
/** Largest change of contrast (share) and brightness (of 255) of a whole picture. */
const CONTRAST_RANGE = 0.1;
const BRIGHTNESS_RANGE = 12;

/**
 * Draws a scene as RGB bytes `[height, width, 3]`. What the scene graph leaves open (mirroring, slight turns, contrast) follows from the seed of its
 * background, for each entity by itself: the same scene always gives the same picture, and a change to one entity leaves the rest as it was.
 *
 * @throws {MissingAssetError} if the scene uses an icon or a word that was not loaded.
 */
export function renderScene(scene: Scene, assets: SceneAssets): Uint8Array {
  const { width, height, background } = scene;
  const random = createRandom(background.seed);
  const tones = drawTones(random);
  const canvas: Canvas = { data: new Uint8Array(width * height * 3), width, height };
  drawBackground(canvas, background.style, random);
  for (const entity of scene.entities) drawEntity(canvas, entity, assets, createRandom(`${background.seed}/${entity.id}`));
  for (const sign of scene.signs) {
    const word = assets.words.get(sign.word);
    if (word === undefined) throw new MissingAssetError('word', sign.word);
    drawSign(canvas, sign, word, createRandom(`${background.seed}/${sign.id}`));
  }
  const { data } = canvas;
  for (let at = 0; at < data.length; at += 1) data[at] = tones[data[at]!]!;
  return data;
}

function drawEntity(canvas: Canvas, { icon, colour, boxes }: SceneEntity, assets: SceneAssets, random: Random): void {
  const sprite = assets.icons.get(icon);
  if (sprite === undefined) throw new MissingAssetError('icon', icon);
  for (const box of boxes) drawObject(canvas, sprite, colour === null ? null : TINT_RAMPS[colour], box, random);
}

function drawObject(canvas: Canvas, sprite: Sprite, ramp: Uint8Array | null, box: Box, random: Random): void {
  const flip = random.chance(0.5);
  const angle = random.chance(ROTATED_SHARE) ? (random.float() * 2 - 1) * MAX_ANGLE : 0;
  const [width, height] = [sprite.levels[0]!.width - 2, sprite.levels[0]!.height - 2];
  const [cosine, sine] = [Math.cos(angle), Math.abs(Math.sin(angle))];
  // The turned drawing still fits into its box.
  const scale = Math.min(box.width / (width * cosine + height * sine), box.height / (height * cosine + width * sine));
  const placement = { x: box.x + box.width / 2, y: box.y + box.height / 2, scaleX: scale, scaleY: scale, angle, flip };
  drawSprite(canvas, sprite, placement, ramp);
}

/** What each of the 256 tones becomes by a slight change of contrast and brightness. */
function drawTones(random: Random): Uint8Array {
  const contrast = 1 + (random.float() * 2 - 1) * CONTRAST_RANGE;
  const brightness = (random.float() * 2 - 1) * BRIGHTNESS_RANGE;
  const tones = new Uint8Array(256);
  for (let tone = 0; tone < 256; tone += 1) tones[tone] = Math.min(255, Math.max(0, (tone - 128) * contrast + 128 + brightness));
  return tones;
}
