import type { Span } from '@tldr-rm/schema';
import type { Edit } from '../edit';
import { matchCase } from './inflect';
import type { ParsedText } from './parsed-text';

/** Edits that write other words in the place of the words `from` to `to`, both included. Words that stay the same are not touched. */
export function changeWords(
  parsed: ParsedText,
  from: number,
  to: number,
  replacement: string,
  label: Span['label'] = 'hallucinated',
): Edit[] {
  const { words, casing, text } = parsed;
  const written = replacement.split(' ');
  const count = to - from + 1;
  const edit = (first: number, last: number, parts: readonly string[]): Edit => {
    const start = words[first]!.start;
    const end = words[last]!.end;
    return { start, end, text: matchCase(parts.join(' '), text.slice(start, end), casing), label };
  };
  if (written.length === count) {
    return written.flatMap((word, index) =>
      words[from + index]!.lower === word.toLowerCase() ? [] : [edit(from + index, from + index, [word])],
    );
  }
  let first = 0;
  while (first < Math.min(written.length, count) - 1 && words[from + first]!.lower === written[first]) first += 1;
  let trailing = 0;
  while (trailing < Math.min(written.length, count) - 1 - first && words[to - trailing]!.lower === written.at(-1 - trailing)) trailing += 1;
  return [edit(from + first, to - trailing, written.slice(first, written.length - trailing))];
}
