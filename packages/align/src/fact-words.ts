import { splitWords, type Word } from './words';

const BEGINS_WITH_NUMBER = /^\p{N}/u;
/** Marks before a number that change what it says, if they touch it. */
const SIGN = /^[-−–.]$/u;
const COMPARISON = /^[<>≤≥]$/u;
const CURRENCY = /^\p{Sc}$/u;
/** Marks behind a number, or between two, that change what it says. */
const UNIT = /^[%‰°]$/u;
const FRACTION = /^[/⁄]$/u;
const BEFORE_SIGN = /[\s([{"'“‘«*_=~|]/u;

/**
 * The words and marks of a text, with numbers whole: `-5`, `.5`, `$5`, `<5`, `5%`, `1/2` are one word each, since their marks are part of what they say.
 */
export function factWords(text: string, useSegmenter: boolean): Word[] {
  const words = splitWords(text, useSegmenter);
  const facts: Word[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (!BEGINS_WITH_NUMBER.test(word.text)) {
      facts.push(word);
      continue;
    }
    let { start, end } = word;
    while (facts.length > 0 && facts.at(-1)!.end === start && isPrefix(facts.at(-1)!, text)) start = facts.pop()!.start;
    for (let next = words[index + 1]; next !== undefined && next.start === end; next = words[index + 1]) {
      const isFraction =
        FRACTION.test(next.text) && words[index + 2]?.start === next.end && BEGINS_WITH_NUMBER.test(words[index + 2]!.text);
      if (!isFraction && !UNIT.test(next.text) && !CURRENCY.test(next.text)) break;
      index += isFraction ? 2 : 1;
      end = words[index]!.end;
    }
    facts.push({ start, end, text: text.slice(start, end) });
  }
  return facts;
}

function isPrefix({ start, text: mark }: Word, text: string): boolean {
  if (CURRENCY.test(mark) || COMPARISON.test(mark)) return true;
  if (!SIGN.test(mark)) return false;
  const before = start === 0 ? ' ' : text[start - 1]!;
  return BEFORE_SIGN.test(before) || CURRENCY.test(before) || COMPARISON.test(before);
}
