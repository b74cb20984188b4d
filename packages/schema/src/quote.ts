/** Longest quotation of a value in a message, in characters: enough to recognize a name or a path. */
const LONGEST_QUOTATION = 160;

/** Characters that steer a terminal or a reader's eye instead of being seen: controls, formats (bidi among them), line ends, halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A value from outside as a message may quote it: its end is left out where it is long, and characters that are not seen are shown as escapes, such as `\u001b`.
 *
 * @param maximumLength longest piece of the value, in UTF-16 units.
 */
export function quote(value: string, maximumLength = LONGEST_QUOTATION): string {
  const isLong = value.length > maximumLength;
  // A pair of surrogates is not cut in two.
  const piece = isLong ? value.slice(0, maximumLength).replace(/[\ud800-\udbff]$/, '') : value;
  const seen = piece.replace(UNSEEN, escapeOf);
  return isLong ? `${seen}... (${value.length} characters)` : seen;
}

function escapeOf(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}
