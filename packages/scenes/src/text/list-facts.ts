import type { Random } from '@tldr-rm/random';
import type { Scene, SceneEntity } from '@tldr-rm/schema';
import { NOUNS } from '../nouns';
import { areDistinct } from '../shown-nouns';
import type { Fact, FactKind } from './fact';
import { NUMBER_SHARES } from './number-shares';
import { betweenTruth, comparedSizeTruth, positionTruth, rankTruth, relationTruth } from './spatial-truth';

/**
 * Draws a true fact of one kind, or null where the scene has none. Pairs and triples are drawn at random and kept if they are clear, so that a fact costs
 * the same in a crowded scene.
 */
export function drawFact(kind: FactKind, scene: Scene, random: Random): Fact | null {
  const { entities } = scene;
  const others = random.shuffle(entities);
  const [x, y, z] = others;
  switch (kind) {
    case 'absence':
      return { kind, noun: drawAbsentNoun(scene, random) };
    case 'sign':
    case 'sign-word-and-colour':
    case 'sign-colour': {
      if (scene.signs.length === 0 || (kind === 'sign-colour' && scene.signs.length > 1)) return null;
      return { kind, s: random.pick(scene.signs) };
    }
    case 'object':
      return x === undefined ? null : { kind, x };
    case 'count':
      return drawCount(others, random);
    case 'colour':
    case 'coloured-object': {
      const tinted = others.find((entity) => entity.colour !== null);
      return tinted === undefined ? null : { kind, x: tinted };
    }
    case 'size':
    case 'sized-object': {
      const sized = others.find((entity) => isTellingSize(entity) && random.chance(SIZE_SHARES[entity.size]));
      return sized === undefined ? null : { kind, x: sized };
    }
    case 'two-colours': {
      const [first, second] = others.filter((entity) => entity.colour !== null);
      return first === undefined || second === undefined ? null : { kind, x: first, y: second };
    }
    case 'two-sizes': {
      const [first, second] = others.filter(isTellingSize);
      return first === undefined || second === undefined ? null : { kind, x: first, y: second };
    }
    case 'horizontal-position': {
      if (x === undefined) return null;
      const value = (['left', 'right'] as const).find((position) => positionTruth(position, x.boxes, scene));
      return value === undefined ? null : { kind, x, value };
    }
    case 'vertical-position': {
      if (x === undefined) return null;
      const value = (['top', 'bottom'] as const).find((position) => positionTruth(position, x.boxes, scene));
      return value === undefined ? null : { kind, x, value };
    }
    default:
      return x === undefined || y === undefined ? null : drawRelation(kind, scene, x, y, z);
  }
}

/** How often a size is told where it could be: the inverse of how often it occurs, so that both are told about equally often. */
const SIZE_SHARES = { small: 0.5, medium: 0, large: 0.95 } as const;

/** Sizes are told of single things only: groups are mostly small, so that their number would give a false size away. */
function isTellingSize({ boxes, size }: SceneEntity): boolean {
  return boxes.length === 1 && size !== 'medium';
}

/** A noun for something that is not in the scene, nor a part of a drawing in it. */
export function drawAbsentNoun(scene: Scene, random: Random): string {
  for (;;) {
    const { noun } = random.pick(NOUNS);
    if (scene.entities.every((entity) => areDistinct(entity.noun, noun))) return noun;
  }
}

function drawRelation(kind: FactKind, scene: Scene, x: SceneEntity, y: SceneEntity, z: SceneEntity | undefined): Fact | null {
  switch (kind) {
    case 'two-objects':
      return { kind, x, y };
    case 'horizontal-relation': {
      const value = (['left', 'right'] as const).find((relation) => relationTruth(relation, x.boxes, y.boxes, scene));
      return value === undefined ? null : { kind, x, y, value };
    }
    case 'vertical-relation': {
      const value = (['above', 'below'] as const).find((relation) => relationTruth(relation, x.boxes, y.boxes, scene));
      return value === undefined ? null : { kind, x, y, value };
    }
    case 'compared-size': {
      if (x.boxes.length > 1 || y.boxes.length > 1) return null;
      const value = (['larger', 'smaller'] as const).find((comparison) => comparedSizeTruth(comparison, x.boxes, y.boxes));
      return value === undefined ? null : { kind, x, y, value };
    }
  }
  if (z === undefined) return null;
  switch (kind) {
    case 'three-objects':
      return { kind, x, y, z };
    case 'between': {
      const orders = [[x, y, z] as const, [y, x, z] as const, [z, x, y] as const];
      const found = orders.find(([middle, first, second]) => betweenTruth(middle.boxes, first.boxes, second.boxes));
      return found === undefined ? null : { kind, x: found[0], y: found[1], z: found[2] };
    }
    case 'rank': {
      if ([x, y, z].some(({ boxes }) => boxes.length > 1)) return null;
      // A pair too close to each other leaves the third's rank clear only at an end, which would make "middle" rare.
      if (relationTruth('left', y.boxes, z.boxes, scene) === null) return null;
      const value = (['leftmost', 'middle', 'rightmost'] as const).find((rank) => rankTruth(rank, x.boxes, y.boxes, z.boxes, scene));
      return value === undefined ? null : { kind, x, y, z, value };
    }
    default:
      throw new Error(`no facts of kind ${kind}`);
  }
}

/** A thing whose number may be told; see {@link NUMBER_SHARES}. */
function drawCount(others: readonly SceneEntity[], random: Random): Fact | null {
  const x = others.find((entity) => random.chance(NUMBER_SHARES[entity.boxes.length]!));
  return x === undefined ? null : { kind: 'count', x };
}
