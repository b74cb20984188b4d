/** Pixels that a character of a label takes, at most for all but the widest letters. */
const CHARACTER_WIDTH = 7.2;
/** Fits the titles of all kinds of hallucination, so that charts about them line up. */
const LEAST = 150;
/** Half of a chart's width: what is longer is cut by the edge, rather than the points by the labels. */
const MOST = 240;

/** Left margin of a chart that has names beside its rows, in pixels. */
export function marginFor(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(MOST, Math.max(LEAST, Math.ceil(longest * CHARACTER_WIDTH)));
}

/** Names that fit beside a chart: the middle of longer ones is left out, since paths differ at their end. */
export function shortName(name: string): string {
  const most = Math.floor(MOST / CHARACTER_WIDTH) - 1;
  if (name.length <= most) return name;
  const start = Math.floor(most / 3);
  return `${name.slice(0, start)}…${name.slice(name.length - (most - start - 1))}`;
}
