import type { Box, Claim, Scene } from '@tldr-rm/schema';
import { showsNoun } from '../shown-nouns';
import { betweenTruth, comparedSizeTruth, positionTruth, rankTruth, relationTruth, type Truth } from '../text/spatial-truth';

/**
 * Checks a claim against the scene graph: true, provably false, or null where the scene does not decide it (an object without a tint has no colour that
 * could be wrong; two things at about the same height are neither above nor below each other; the drawing
 * of a cake shows candles).
 */
export function evaluateClaim(claim: Claim, scene: Scene): Truth {
  const { kind, subject, value } = claim;
  const entity = scene.entities.find(({ id }) => id === subject);
  const sign = scene.signs.find(({ id }) => id === subject);
  if (kind === 'existence') return value.startsWith('no ') ? opposite(presence(value.slice(3), scene)) : presence(value, scene);
  if (subject === undefined) {
    if (kind === 'object') return presence(value, scene);
    if (kind === 'word') return scene.signs.some(({ word }) => word === value);
    return false;
  }
  const boxes = entity?.boxes ?? (sign === undefined ? undefined : [sign.box]);
  if (boxes === undefined) return false;
  switch (kind) {
    case 'object':
      return entity?.noun === value;
    case 'colour': {
      const colour = entity === undefined ? sign!.colour : entity.colour;
      return colour === null ? null : colour === value;
    }
    case 'count':
      return boxes.length === Number(value);
    case 'word':
      return sign?.word === value;
    case 'size':
      return claim.references === undefined ? sizeTruth(entity?.size, value) : comparedTruth(claim, boxes, scene);
    case 'relation':
    case 'position':
      return spatialTruth(claim, boxes, scene);
  }
}

/** Undecided where the drawing of something else shows it. */
function presence(noun: string, scene: Scene): Truth {
  if (scene.entities.some((entity) => entity.noun === noun)) return true;
  return scene.entities.some((entity) => showsNoun(entity.noun, noun)) ? null : false;
}

function opposite(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** A thing of medium size is neither small nor large, but not plainly so. */
function sizeTruth(size: string | undefined, value: string): Truth {
  return size === undefined || size === 'medium' ? null : size === value;
}

function comparedTruth(claim: Claim, boxes: readonly Box[], scene: Scene): Truth {
  const reference = scene.entities.find(({ id }) => id === claim.references![0]);
  return reference === undefined ? null : comparedSizeTruth(claim.value, boxes, reference.boxes);
}

function spatialTruth({ value, references }: Claim, boxes: readonly Box[], scene: Scene): Truth {
  if (references === undefined) return positionTruth(value, boxes, scene);
  const [first, second] = references.map((id) => scene.entities.find((entity) => entity.id === id)?.boxes);
  if (first === undefined) return null;
  if (value === 'between') return second === undefined ? null : betweenTruth(boxes, first, second);
  if (second !== undefined) return rankTruth(value, boxes, first, second, scene);
  return relationTruth(value, boxes, first, scene);
}
