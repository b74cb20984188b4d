const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Whether a stretch of text says anything: it has a letter or a digit. Marks that only lay a text out (`**`, `---`, `|`, a bullet, an emoji) have none. They are no
 * sentence of their own, and no span is made of them alone.
 */
export function hasLetterOrDigit(text: string): boolean {
  return LETTER_OR_DIGIT.test(text);
}
