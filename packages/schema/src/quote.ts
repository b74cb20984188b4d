/** Longest quotation of a value in a message, in characters: enough to recognize a path or an id by its beginning and end. */
export const LONGEST_QUOTATION = 160;

/**
 * A value from outside as a message may say it: the middle of a long one is left out, and characters that steer a terminal, or cannot be written, are shown as what they are.
 *
 * @param maximum characters that are kept of it.
 */
export function shorten(value: string, maximum = LONGEST_QUOTATION): string {
  const half = Math.ceil(maximum / 2);
  const short =
    value.length <= maximum
      ? value
      : `${value.slice(0, half)}...${value.slice(value.length - (maximum - half))} (${value.length} characters)`;
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** The same in quotation marks; what is no text is quoted as JSON, without them. */
export function quote(value: unknown, maximum = LONGEST_QUOTATION): string {
  if (typeof value === 'string') return `"${shorten(value, maximum)}"`;
  return shorten(JSON.stringify(value) ?? String(value), maximum);
}
