import { hasLetterOrDigit } from './letters';

/** Marks that lay a text out: bullets, emphasis, headings, block quotes, borders of tables, code. */
const LAYOUT = /[\s*_~#>+\-–—•◦▪‣·●○|`]/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\ufe0f|\u200d|\p{Nd}\ufe0f?\u20e3/gu;
const TAG = /<\/?[a-z][^<>]*>/giu;
const FOOTNOTES = /\[\^?\p{N}{1,3}\]|[⁰¹²³⁴-⁹†‡]/gu;
const ROMAN = 'x{0,3}(?:ix|iv|vi{0,3}|i{1,3})';
const STEPS = 'step|figure|option|picture|image|item|part|scene|panel';

/** A number, a letter or a Roman number with a mark behind it or around it, or a letter in a circle. */
const LIST_MARKER = new RegExp(`^(?:[([（]?(?:(?:${STEPS}) )?(?:\\p{Nd}{1,3}|\\p{L}|${ROMAN})[.．):：、）\\]]{1,2}|[①-⓿])$`, 'iu');
const BULLETS = /^[*+\-•◦▪‣·●○#>|\s]+$/u;
const FENCE = /^(?:`{3,}|~{3,})[\w+#.-]*$/u;

/** Whether nothing is left of a text without its emoji, footnote marks, tags and other marks. */
export function isMarksOnly(text: string): boolean {
  if (/[a-z]/i.test(text) && !text.includes('<')) return false;
  return !hasLetterOrDigit(text.replace(EMOJI, '').replace(TAG, '').replace(FOOTNOTES, ''));
}

/** Whether a text is what stands before an item of a list, such as `1.`, `(a)`, `**iv)**` or `-`. */
export function isListMarker(text: string): boolean {
  let start = 0;
  let end = text.length;
  while (start < end && LAYOUT.test(text[start]!)) start += 1;
  while (end > start && LAYOUT.test(text[end - 1]!)) end -= 1;
  return start === end ? isBullet(text) : LIST_MARKER.test(text.slice(start, end));
}

/** Whether a line begins or ends a block of code. */
export function isCodeFence(line: string): boolean {
  return FENCE.test(line);
}

/** One or two marks of a list without an item; more are a rule, or emphasis. */
function isBullet(text: string): boolean {
  return BULLETS.test(text) && text.replace(/\s/g, '').length <= 2 && text !== '**' && text !== '|' && text !== '--';
}
