import { codePointStarts } from './code-points';

/** Where a token stands in its text: half-open UTF-16 indices. */
export type TokenOffset = [start: number, end: number];

/**
 * Turns the code point offsets of the Rust library into UTF-16 offsets of what a reader sees: white space at either end of a token is left out,
 * unless the token is nothing else.
 */
export function visibleOffsets(text: string, codePointOffsets: readonly (readonly number[])[]): TokenOffset[] {
  const starts = codePointStarts(text);
  return codePointOffsets.map(([from, to]) => {
    const start = starts === null ? from! : starts[from!]!;
    const end = starts === null ? to! : starts[to!]!;
    return trimmed(text, start, end);
  });
}

function trimmed(text: string, start: number, end: number): TokenOffset {
  let first = start;
  while (first < end && isSpace(text.charCodeAt(first))) first += 1;
  if (first === end) return [start, end];
  let last = end;
  while (isSpace(text.charCodeAt(last - 1))) last -= 1;
  return [first, last];
}

function isSpace(unit: number): boolean {
  if (unit <= 0x7f) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return /\s/.test(String.fromCharCode(unit));
}
