import { TAXONOMIES } from '@tldr-rm/schema';
import type { ScoredResponse } from './scored-response';

/** Upper ends of the classes of length, in tokens that count; longer ones are a class of their own. */
const LENGTHS = [8, 16, 32, 64];

/** Sizes in their order, so that tables read from small to large. */
const SIZES = ['small', 'medium', 'large'] as const;

const LENGTH_CLASSES = [...LENGTHS, Number.POSITIVE_INFINITY].map((to, index) => {
  const from = (LENGTHS[index - 1] ?? 0) + 1;
  return Number.isFinite(to) ? `${from}-${to}` : `${from}+`;
});

/** What responses are told apart by when figures are broken down. */
export const BREAKDOWNS = ['byTaxonomy', 'byLength', 'byObjectSize', 'byIconSet'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** The classes of a breakdown in their order; those of icon sets are whatever names come. */
export const CLASSES: Record<Exclude<Breakdown, 'byIconSet'>, readonly string[]> = {
  byTaxonomy: TAXONOMIES,
  byLength: LENGTH_CLASSES,
  byObjectSize: SIZES,
};

/** The class that a response belongs to in each breakdown; undefined where it belongs to none. `tokens` is how many count. */
export function classesOf({ taxonomy, objectSize, iconSet }: ScoredResponse, tokens: number): Record<Breakdown, string | undefined> {
  const byLength =
    tokens === 0 ? undefined : LENGTH_CLASSES[[...LENGTHS, Number.POSITIVE_INFINITY].findIndex((length) => tokens <= length)];
  return { byTaxonomy: taxonomy, byLength, byObjectSize: objectSize, byIconSet: iconSet };
}
