/**
 * Makes a converter of UTF-16 offsets of a text to offsets that count code points, as Python strings do. An offset between the halves of a surrogate pair is rounded
 * down for `start` and up for `end`, so that a span keeps what it covers.
 */
export function toCodePoints(text: string): (span: { start: number; end: number }) => { start: number; end: number } {
  const starts = codePointStarts(text);
  if (starts === null) return ({ start, end }) => ({ start, end });
  return ({ start, end }) => ({ start: lowerBound(starts, start + 1) - 1, end: lowerBound(starts, end) });
}

/** Makes a converter of offsets that count code points of a text to UTF-16 offsets. Offsets beyond the text stay beyond it. */
export function fromCodePoints(text: string): (offset: number) => number {
  const starts = codePointStarts(text);
  if (starts === null) return (offset) => offset;
  return (offset) => starts[offset] ?? text.length + offset;
}

/** Where each code point starts, and the length of the text. Null where both ways of counting agree, as they do for most texts. */
function codePointStarts(text: string): number[] | null {
  if (!/[\ud800-\udfff]/.test(text)) return null;
  const starts: number[] = [];
  for (let index = 0; index < text.length; index += text.codePointAt(index)! > 0xffff ? 2 : 1) starts.push(index);
  return [...starts, text.length];
}

/** Place of the first element that is not below the value. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
