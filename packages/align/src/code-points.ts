const SURROGATE = /[\ud800-\udfff]/;

/**
 * Maps code point offsets of a text to UTF-16 offsets: entry `k` is where code point `k` starts, and one more entry holds the text's length.
 * An unpaired surrogate counts as one code point, as it does in Rust, which sees a replacement character there.
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
