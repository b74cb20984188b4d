import { shorten } from '@tldr-rm/schema';

/** Longest text that is shown as it is: a path has up to 4096 characters on Linux, and a message more than one. */
const LONGEST_TEXT = 16_384;

/** A text that others may have a part in, such as a path or a message, for a terminal: characters that would steer it are shown as what they are. */
export function shownText(text: string): string {
  return shorten(text, LONGEST_TEXT);
}

/** The same of a text with several lines, which stay. */
export function shownLines(text: string): string {
  return text.split('\n').map(shownText).join('\n');
}
