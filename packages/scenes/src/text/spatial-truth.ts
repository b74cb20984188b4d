import type { Box, Scene } from '@tldr-rm/schema';

/** Things lie clearly left or right, above or below each other when their centres are this far apart, as a share of the picture's side. */
export const RELATION_MARGIN = 0.1;

/** A thing lies clearly in one half when its centre keeps this distance from the middle, as a share of the picture's side. */
export const POSITION_MARGIN = 0.08;

/** A thing is clearly larger when its longer side is longer by this factor. */
export const SIZE_RATIO = 1.3;

type Extent = Pick<Scene, 'width' | 'height'>;

/** Whether a relation or position holds: true, plainly false, or null where the picture does not decide it. */
export type Truth = boolean | null;

/** `left`, `right`, `above` or `below` of one group of boxes to another: all of the first against all of the second. */
export function relationTruth(relation: string, subject: readonly Box[], reference: readonly Box[], extent: Extent): Truth {
  const horizontal = relation === 'left' || relation === 'right';
  const forward = relation === 'left' || relation === 'above';
  const [near, far] = forward ? [subject, reference] : [reference, subject];
  const margin = RELATION_MARGIN * (horizontal ? extent.width : extent.height);
  const centres = (boxes: readonly Box[]): number[] => boxes.map((box) => (horizontal ? box.x + box.width / 2 : box.y + box.height / 2));
  const nearCentres = centres(near);
  const farCentres = centres(far);
  if (Math.max(...nearCentres) + margin <= Math.min(...farCentres)) return true;
  if (Math.max(...farCentres) + margin <= Math.min(...nearCentres)) return false;
  return null;
}

/** Whether all boxes lie in the `left`, `right`, `top` or `bottom` half. */
export function positionTruth(position: string, boxes: readonly Box[], extent: Extent): Truth {
  const horizontal = position === 'left' || position === 'right';
  const sign = position === 'left' || position === 'top' ? -1 : 1;
  const offsets = boxes.map((box) =>
    horizontal ? (box.x + box.width / 2) / extent.width - 0.5 : (box.y + box.height / 2) / extent.height - 0.5,
  );
  if (offsets.every((offset) => offset * sign >= POSITION_MARGIN)) return true;
  if (offsets.every((offset) => -offset * sign >= POSITION_MARGIN)) return false;
  return null;
}

/** Whether the subject lies on the line between two single things: near its middle, or plainly off it. */
export function betweenTruth(subject: readonly Box[], first: readonly Box[], second: readonly Box[]): Truth {
  if (subject.length !== 1 || first.length !== 1 || second.length !== 1) return null;
  const [point, from, to] = [subject[0]!, first[0]!, second[0]!].map((box) => [box.x + box.width / 2, box.y + box.height / 2] as const);
  const along = [to![0] - from![0], to![1] - from![1]] as const;
  const offset = [point![0] - from![0], point![1] - from![1]] as const;
  const length = Math.hypot(...along);
  if (length === 0) return null;
  const share = (along[0] * offset[0] + along[1] * offset[1]) / length ** 2;
  const distance = Math.abs(along[0] * offset[1] - along[1] * offset[0]) / length;
  if (share >= 0.2 && share <= 0.8 && distance <= 0.25 * length) return true;
  if (share < 0 || share > 1 || distance > 0.5 * length) return false;
  return null;
}

/** Whether the subject is the `leftmost`, `middle` or `rightmost` of itself and two others, each clearly apart. */
export function rankTruth(rank: string, subject: readonly Box[], first: readonly Box[], second: readonly Box[], extent: Extent): Truth {
  const leftOfFirst = relationTruth('left', subject, first, extent);
  const leftOfSecond = relationTruth('left', subject, second, extent);
  if (leftOfFirst === null || leftOfSecond === null) return null;
  const actual = leftOfFirst === leftOfSecond ? (leftOfFirst ? 'leftmost' : 'rightmost') : 'middle';
  return actual === rank;
}

/** `larger` or `smaller`: every one of the first against every one of the second. */
export function comparedSizeTruth(comparison: string, subject: readonly Box[], reference: readonly Box[]): Truth {
  const sides = (boxes: readonly Box[]): number[] => boxes.map((box) => Math.max(box.width, box.height));
  const [large, small] = comparison === 'larger' ? [subject, reference] : [reference, subject];
  if (Math.min(...sides(large)) >= SIZE_RATIO * Math.max(...sides(small))) return true;
  if (Math.min(...sides(small)) >= SIZE_RATIO * Math.max(...sides(large))) return false;
  return null;
}
