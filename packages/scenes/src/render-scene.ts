import { createRandom, type Random } from '@tldr-rm/random';
import type { Box, Scene, SceneEntity } from '@tldr-rm/schema';
import { augmentPicture } from './augment-picture';
import { drawBackground } from './draw-background';
import { drawSign } from './draw-sign';
import { type Canvas, drawSprite } from './draw-sprite';
import { augmentedManner, type DrawingManner, plainManner } from './drawing-manner';
import { MissingAssetError, type SceneAssets } from './scene-assets';
import { TINT_RAMPS } from './tint-ramps';

/** Largest change of contrast (share) and brightness (of 255) of a whole picture. */
const CONTRAST_RANGE = 0.1;
const BRIGHTNESS_RANGE = 12;

export interface RenderOptions {
  /**
   * Draws everything as if by other hands and seen through other cameras: drawings bent, stretched, turned, recoloured, flattened or rimmed, the picture blurred or
   * noisy. What the scene graph says stays true of the picture. For training; the random source is drawn from.
   */
  augment?: Random | undefined;
}

/**
 * Draws a scene as RGB bytes `[height, width, 3]`. What the scene graph leaves open (mirroring, slight turns, contrast) follows from the seed of its
 * background, for each entity by itself: the same scene always gives the same picture (unless it is augmented), and a change to one entity leaves the
 * rest as it was.
 *
 * @throws {MissingAssetError} if the scene uses an icon or a word that was not loaded.
 */
export function renderScene(scene: Scene, assets: SceneAssets, { augment }: RenderOptions = {}): Uint8Array {
  const { width, height, background } = scene;
  const random = createRandom(background.seed);
  const tones = drawTones(random);
  const canvas: Canvas = { data: new Uint8Array(width * height * 3), width, height };
  drawBackground(canvas, background.style, random);
  for (const entity of scene.entities) {
    const sprite = assets.icons.get(entity.icon);
    if (sprite === undefined) throw new MissingAssetError('icon', entity.icon);
    const manner = augment ? augmentedManner(sprite, entity.boxes, augment) : plainManner(sprite);
    drawEntity(canvas, entity, manner, createRandom(`${background.seed}/${entity.id}`));
  }
  for (const sign of scene.signs) {
    const word = assets.words.get(sign.word);
    if (word === undefined) throw new MissingAssetError('word', sign.word);
    drawSign(canvas, sign, word, createRandom(`${background.seed}/${sign.id}`));
  }
  const { data } = canvas;
  for (let at = 0; at < data.length; at += 1) data[at] = tones[data[at]!]!;
  if (augment) augmentPicture(data, width, height, augment);
  return data;
}

function drawEntity(canvas: Canvas, { colour, boxes }: SceneEntity, manner: DrawingManner, random: Random): void {
  for (const box of boxes) drawObject(canvas, manner, colour === null ? null : TINT_RAMPS[colour], box, random);
}

function drawObject(canvas: Canvas, manner: DrawingManner, ramp: Uint8Array | null, box: Box, random: Random): void {
  const { sprite, stretch, rim } = manner;
  const flip = random.chance(0.5);
  const angle = random.chance(manner.turnedShare) ? (random.float() * 2 - 1) * manner.maxAngle : 0;
  const [width, height] = [(sprite.levels[0]!.width - 2) * stretch[0], (sprite.levels[0]!.height - 2) * stretch[1]];
  const [cosine, sine] = [Math.cos(angle), Math.abs(Math.sin(angle))];
  // The turned drawing still fits into its box.
  const scale = Math.min(box.width / (width * cosine + height * sine), box.height / (height * cosine + width * sine));
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const placement = { x, y, scaleX: scale * stretch[0], scaleY: scale * stretch[1], angle, flip };
  if (rim) {
    const flat = new Uint8Array(256 * 3).fill(rim.tone);
    for (const [across, down] of rim.offsets) drawSprite(canvas, sprite, { ...placement, x: x + across, y: y + down }, flat);
  }
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
