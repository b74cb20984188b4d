const SURROGATE = /[\ud800-\udfff]/;

/**
 * Maps code point offsets of a text to UTF-16 offsets: entry `k` is where code point `k` starts, and one more entry holds the text's length.
 * An unpaired surrogate counts as one code point, as it does in Rust and in Python, which see a replacement character there.
 * Returns null where both ways of counting agree, which is the case for most texts.
 */
export function codePointStarts(text: string): Uint32Array | null {
  if (!SURROGATE.test(text)) return null;
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  for (let index = 0; index < text.length; index += text.codePointAt(index)! > 0xffff ? 2 : 1) {
    starts[count] = index;
    count += 1;
  }
  starts[count] = text.length;
  return starts.subarray(0, count + 1);
}

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

/** Place of the first element that is not below the value. */
function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
