import type { Random } from '@tldr-rm/random';
import type { Box } from '@tldr-rm/schema';
import { augmentSprite } from './augment-sprite';
import type { Sprite } from './sprite';

/** How all objects of an entity are drawn. */
export interface DrawingManner {
  sprite: Sprite;
  /** Width and height of the drawing, as shares of its own; at least one is 1. */
  stretch: readonly [across: number, down: number];
  /** Share of objects that are turned, and by how much at most, in radians. */
  turnedShare: number;
  maxAngle: number;
  /** A tone (0 to 255) that shows around the drawing, and where, in pixels of the picture. */
  rim: { tone: number; offsets: readonly (readonly [across: number, down: number])[] } | null;
}

/** The icon as it is, sometimes turned a little. */
export function plainManner(sprite: Sprite): DrawingManner {
  return { sprite, stretch: [1, 1], turnedShare: 0.35, maxAngle: (12 / 180) * Math.PI, rim: null };
}

const STRETCHED_SHARE = 0.6;
const MOST_STRETCHED = 0.72;
const RIMMED_SHARE = 0.25;
const RIM_TONES = [20, 60, 250] as const;
const OUTLINE = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;
const SHADOW = [[1, 1]] as const;

/** The icon as another hand might have drawn it: {@link augmentSprite}, stretched, turned further, sometimes with an outline or a shadow. */
export function augmentedManner(sprite: Sprite, boxes: readonly Box[], random: Random): DrawingManner {
  const stretched = random.chance(STRETCHED_SHARE) ? MOST_STRETCHED + random.float() * (1 - MOST_STRETCHED) : 1;
  return {
    sprite: augmentSprite(fineEnough(sprite, Math.max(...boxes.map(({ width, height }) => Math.max(width, height)))), random),
    stretch: random.chance(0.5) ? [stretched, 1] : [1, stretched],
    turnedShare: 0.6,
    maxAngle: (22 / 180) * Math.PI,
    rim: random.chance(RIMMED_SHARE) ? { tone: random.pick(RIM_TONES), offsets: random.pick([OUTLINE, SHADOW]) } : null,
  };
}

/** Without the levels that have more pixels than a drawing of that side shows: to change them would be for nothing. */
function fineEnough({ levels }: Sprite, side: number): Sprite {
  let depth = 0;
  while (depth + 1 < levels.length && Math.max(levels[depth + 1]!.width, levels[depth + 1]!.height) - 2 >= side) depth += 1;
  return { levels: levels.slice(depth) };
}
