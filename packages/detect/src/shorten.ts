/** Longest quotation of a value in a message, in characters: enough to recognize a path by its beginning and end. */
const LONGEST_QUOTATION = 160;

/** A value from outside as a message may quote it: its middle is left out where it is long, and characters that steer a terminal are shown as what they are. */
export function shorten(value: string): string {
  const half = LONGEST_QUOTATION / 2;
  const short = value.length <= LONGEST_QUOTATION ? value : `${value.slice(0, half)}...${value.slice(-half)} (${value.length} characters)`;
  return short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
