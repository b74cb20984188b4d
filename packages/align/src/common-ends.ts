const SPACE = 0x20;

/**
 * Lengths of what two texts have in common at their beginnings and ends, in whole words: both end at a single space between visible ASCII characters,
 * where words never join. Most changed texts differ in a few words, and only these are then compared.
 */
export function commonEnds(original: string, changed: string): { start: number; end: number } {
  const shorter = Math.min(original.length, changed.length);
  let start = 0;
  while (start < shorter && original.charCodeAt(start) === changed.charCodeAt(start)) start += 1;
  while (start > 0 && !(isBetweenWords(original, start - 1) && isBetweenWords(changed, start - 1))) start -= 1;
  let end = 0;
  const longest = shorter - start;
  while (end < longest && original.charCodeAt(original.length - 1 - end) === changed.charCodeAt(changed.length - 1 - end)) end += 1;
  while (end > 0 && !(isBetweenWords(original, original.length - end) && isBetweenWords(changed, changed.length - end))) end -= 1;
  return { start, end };
}

function isBetweenWords(text: string, position: number): boolean {
  return (
    text.charCodeAt(position) === SPACE && isVisibleAscii(text.charCodeAt(position - 1)) && isVisibleAscii(text.charCodeAt(position + 1))
  );
}

function isVisibleAscii(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}
