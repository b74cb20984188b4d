import type { TextRange } from '@tldr-rm/align';

/** Quotation marks that open and close, and the ASCII ones; an apostrophe within a word opens nothing. */
const QUOTED = /"([^"\n]+)"|“([^”\n]+)”|«([^»\n]+)»|‘([^’\n]+)’|`([^`\n]+)`|(?<![\p{L}\p{N}])'([^'\n]+)'(?![\p{L}\p{N}])/gu;
/** Words in capitals, as signs have them; "A" and "I" are none, nor are TV and other everyday abbreviations. */
const CAPITALS = /(?<![\p{L}\p{N}])(?!(?:TV|TVS|USA|US|UK|LED|CD|DVD|PC|ID|OK)(?![\p{L}]))[\p{Lu}][\p{Lu}\p{N}'&-]*\p{Lu}(?![\p{L}])/gu;
/** What follows these verbs is what is written, up to the next mark. */
const AFTER_READS =
  /\b(?:reads?|reading|says?|saying|spells?|spelling|labell?ed|titled|named|called|written)\s+(?:as\s+)?([^.,;:!?"“”\n]+)/giu;
/** A question about what is written; its answer is written text as a whole. */
const ASKS_FOR_WRITING =
  /\b(?:say|says|said|read|reads|written|write|word|words|letter|letters|text|number on|name of|name on|brand|title|label|sign|logo|license plate|licence plate|numbers? (?:is|are) on)\b/i;

/** Longest answer that is taken for what is written, in characters; a longer one is a sentence about it. */
const LONGEST_WRITTEN_ANSWER = 40;

/** Stretches of a text that tell what is written in the picture. */
export function writtenRanges(text: string, question: string): TextRange[] {
  const ranges = [...quotedRanges(text), ...rangesOf(text, CAPITALS), ...rangesOf(text, AFTER_READS)];
  const whole = question.includes('?') && ASKS_FOR_WRITING.test(question) && text.length <= LONGEST_WRITTEN_ANSWER;
  return whole ? [...ranges, { start: 0, end: text.length, text }] : ranges;
}

/** What stands between quotation marks. */
export function quotedRanges(text: string): TextRange[] {
  return rangesOf(text, QUOTED);
}

function rangesOf(text: string, pattern: RegExp): TextRange[] {
  return [...text.matchAll(pattern)].map((match) => {
    const inner = match.slice(1).find((group) => group !== undefined) ?? match[0];
    const start = match.index + match[0].lastIndexOf(inner);
    return { start, end: start + inner.length, text: inner };
  });
}
