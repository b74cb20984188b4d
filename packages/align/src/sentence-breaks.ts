import { segmentText } from './segment-text';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The Unicode rules know of no ellipsis that ends a sentence. */
const AFTER_ELLIPSIS = /…["'”’»)\]*_]*\s+(?=["'“‘«([*_]*[\p{Lu}\p{Lt}\p{Lo}])/gu;

/** What closes or trails a sentence right behind its full stop: quotes, brackets, emphasis, footnote marks, emoji. */
const TRAILING =
  /(?:["'”’»）)\]}*_~`⁰¹²³⁴-⁹†‡§]|\[\^?[\p{L}\p{N}]{1,3}\]|[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\ufe0f|\u200d)+(?=\s|$)/uy;
const OPENING = /[\p{Ps}\p{Pi}]/u;
const SPACE = /\s*/uy;

/** Behind a closing mark a small letter or a comma goes on with the sentence: `"Is it red?" she asks.` */
const CLOSED = /[.!?…。！？]["'”’»」』）)\]}*_~`]+\s*$/u;
const GOES_ON = /[\p{Ll},;:—–、，]|と|って/uy;

/** Words with a full stop that is not the end; some of them only before a number. */
const ABBREVIATION =
  /(?:^|[^\p{L}\p{N}])(?:Dr|Mr|Mrs|Ms|Mx|Prof|St|Mt|Capt|Sgt|Lt|Gen|Rev|Mme|Mlle|[Vv]s|e\.g|i\.e|[Cc]f|approx|ca)\.\s*$/u;
const NUMBERED = /(?:^|[^\p{L}\p{N}])(?:[Nn]os?|[Nn]r|[Ff]igs?|pp?|[Vv]ol|[Cc]h|[Ss]ec|[Ee]q)\.\s*$/u;
const NUMBER = /\p{N}/uy;

/** `J.` or `U.S.` before a name. A word that often begins a sentence is none. */
const INITIALS = /(?:^|[^\p{L}\p{N}.])(?:\p{Lu}\.[ -]?)+\s*$/u;
const BEGINNING =
  /(?:An?|The|It|Its|There|Th(?:is|at|ese|ose)|[HS]he|They|We|You|I|[Ii]n|On|At|By|To|Of|And|But|Or|So|If|As|One|Two|Three|No|Yes|Each|Both|Some|All|Here|His|Her|Their|Behind|Above|Below|Next|Near|Another|Other|Overall|What|Which)(?![\p{L}\p{N}])/uy;
const CAPITAL = /\p{Lu}/uy;

/** Characters before a break that the rules above look at: longer than any abbreviation. */
const LOOK_BACK = 24;

/** A quotation or an aside within a line. Longer ones hold sentences of their own. */
const ENCLOSED = /(?<![\p{L}\p{N}])"(?=\S)[^"\n]{0,300}"|“[^”\n]{0,300}”|«[^»\n]{0,300}»|「[^」\n]{0,300}」|\((?=\S)[^()\n]{0,300}\)/gu;
const VISIBLE_WORD = /[\p{L}\p{N}]/u;

/**
 * Where sentences begin in a text, its own beginning excluded: by the Unicode rules (`Intl.Segmenter`), but for what these do not know: ellipses, abbreviations, marks
 * that close a sentence, and quotations within one.
 */
export function sentenceBreaks(text: string): number[] {
  const proposed = new Set<number>();
  for (const { index } of segmentText(text, segmenter)) if (index > 0) proposed.add(behindTrailing(text, index));
  for (const match of text.matchAll(AFTER_ELLIPSIS)) proposed.add(match.index + match[0].length);
  const enclosed = [...text.matchAll(ENCLOSED)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const breaks: number[] = [];
  let nextEnclosed = 0;
  for (const position of [...proposed].sort((one, other) => one - other)) {
    while (nextEnclosed < enclosed.length && enclosed[nextEnclosed]!.end <= position) nextEnclosed += 1;
    const around = enclosed[nextEnclosed];
    const isWithin = around !== undefined && around.start < position;
    if (position >= text.length || (isWithin && isPartOfSentence(text, around, breaks.at(-1) ?? 0))) continue;
    if (isLineStart(text, position) || !isFalseEnd(text, position)) breaks.push(position);
  }
  return breaks;
}

/** Moves a break within a run of characters behind the marks that close the sentence, or before the bracket that opens the next. */
function behindTrailing(text: string, position: number): number {
  if (/\s/.test(text[position - 1]!)) return position;
  let start = position;
  while (start > 0 && OPENING.test(text[start - 1]!)) start -= 1;
  return startsWith(TRAILING, text, start) ? behindSpace(text, TRAILING.lastIndex) : start;
}

function isLineStart(text: string, position: number): boolean {
  return /[\n\r\u0085\u2028\u2029]\s*$/u.test(text.slice(Math.max(0, position - LOOK_BACK), position));
}

function isFalseEnd(text: string, position: number): boolean {
  const before = text.slice(Math.max(0, position - LOOK_BACK), position);
  if (CLOSED.test(before) && startsWith(GOES_ON, text, position)) return true;
  if (ABBREVIATION.test(before) || (NUMBERED.test(before) && startsWith(NUMBER, text, position))) return true;
  return INITIALS.test(before) && startsWith(CAPITAL, text, position) && !startsWith(BEGINNING, text, position);
}

/** Whether words of the same sentence stand before a quotation or go on behind it. */
function isPartOfSentence(text: string, { start, end }: { start: number; end: number }, sentenceStart: number): boolean {
  if (start > sentenceStart && VISIBLE_WORD.test(text.slice(Math.max(sentenceStart, text.lastIndexOf('\n', start) + 1), start)))
    return true;
  return startsWith(GOES_ON, text, behindSpace(text, end));
}

function behindSpace(text: string, position: number): number {
  SPACE.lastIndex = position;
  SPACE.test(text);
  return SPACE.lastIndex;
}

function startsWith(sticky: RegExp, text: string, position: number): boolean {
  sticky.lastIndex = position;
  return sticky.test(text);
}
