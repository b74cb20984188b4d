import { codePointStarts } from './code-points';

/** Where a token stands in its text: half-open UTF-16 indices. */
export type TokenOffset = [start: number, end: number];

/**
 * Turns the code point offsets of the Rust library into UTF-16 offsets of what a reader sees: white space at either end of a token is left out,
 * unless the token is nothing else. What a normalizer took away or composed (a combining mark, a jamo, a control character) belongs to the token
 * before it, or, at the beginning of a word, to the one after it.
 *
 * @param codePointOffsets in the order of the text.
 */
export function visibleOffsets(text: string, codePointOffsets: readonly (readonly number[])[]): TokenOffset[] {
  const starts = codePointStarts(text);
  const offsets = codePointOffsets.map(([from, to]) => {
    const start = starts === null ? from! : starts[from!]!;
    const end = starts === null ? to! : starts[to!]!;
    return trimmed(text, start, end);
  });
  fillGaps(text, offsets);
  return offsets;
}

function trimmed(text: string, start: number, end: number): TokenOffset {
  let first = start;
  while (first < end && isSpace(text.charCodeAt(first))) first += 1;
  if (first === end) return [start, end];
  let last = end;
  while (isSpace(text.charCodeAt(last - 1))) last -= 1;
  return [first, last];
}

/** Gives what no token covers to its neighbours in the same word. Several tokens of one character grow alike. */
function fillGaps(text: string, offsets: readonly TokenOffset[]): void {
  let nextStart = text.length;
  let nextEnd = text.length;
  let limit = text.length;
  for (let index = offsets.length - 1; index >= 0; index -= 1) {
    const offset = offsets[index]!;
    const [start, end] = offset;
    if (nextStart >= end) limit = nextStart;
    else if (nextEnd > end) limit = end;
    while (start < end && offset[1] < limit && !isSpace(text.charCodeAt(offset[1]))) offset[1] += 1;
    nextStart = start;
    nextEnd = end;
  }
  let covered = 0;
  for (const offset of offsets) {
    while (offset[0] < offset[1] && offset[0] > covered && !isSpace(text.charCodeAt(offset[0] - 1))) offset[0] -= 1;
    covered = Math.max(covered, offset[1]);
  }
}

function isSpace(unit: number): boolean {
  if (unit <= 0x7f) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return /\s/.test(String.fromCharCode(unit));
}
