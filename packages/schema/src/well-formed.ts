const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * A text that every reader of UTF-8 and JSON takes: U+FFFD in place of half a surrogate pair, as when a model's output was cut within an emoji. Both are one UTF-16 unit
 * and one code point, so offsets stay what they were.
 */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}
