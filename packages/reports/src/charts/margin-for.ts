/** Pixels that a character of a label takes, at most for all but the widest letters. */
const CHARACTER_WIDTH = 6.8;
/** Fits the titles of all kinds of hallucination, so that charts about them line up. */
const SMALLEST = 142;
/** Nearly half of a chart's width: longer names are shortened. */
const LARGEST = 160;

/** Left margin of a chart that has names beside its rows, in pixels. */
export function marginFor(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(longest * CHARACTER_WIDTH)));
}

/** Names that fit beside a chart: the middle of longer ones is left out, since paths differ at their end. */
export function shortName(name: string): string {
  const maximum = Math.floor(LARGEST / CHARACTER_WIDTH) - 1;
  if (name.length <= maximum) return name;
  const start = Math.floor(maximum / 3);
  return `${name.slice(0, start)}…${name.slice(name.length - (maximum - start - 1))}`;
}
