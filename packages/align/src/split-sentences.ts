import { isCodeFence, isListMarker, isMarksOnly } from './layout-marks';
import { hasLetterOrDigit } from './letters';
import { sentenceBreaks } from './sentence-breaks';

/** A sentence and where it stands; white space around it is left out. */
export interface Sentence {
  start: number;
  end: number;
  text: string;
}

/**
 * The sentences of a text in order. They hold all that is visible in it, if it has a letter or a digit; else there is none.
 *
 * They end where the Unicode rules (`Intl.Segmenter`) say, at `.`, `!`, `?`, `。` and line ends, and at an ellipsis before a capital letter; not in `3.5`, `Dr. Smith`,
 * `J. Smith` or before a small letter (`e.g. this`), nor within a quotation or brackets that are part of a sentence. Marks belong to the sentence beside them: a list
 * marker (`1.`, `a)`, `-`, `#`) and an opening code fence to the one behind it; closing quotes and emphasis, footnote marks, emoji, rules (`---`) and
 * borders of tables (`|---|`) to the one before.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  /** Where marks begin that belong to the sentence to come. */
  let marksFrom: number | undefined;
  let isCode = false;
  let last = 0;
  for (const { start, end, text: part } of parts(text)) {
    last = end;
    const isFence = isCodeFence(part);
    if (isFence) isCode = !isCode;
    const opens = isFence ? isCode : isListMarker(part);
    const closes = isFence ? !isCode : isMarksOnly(part);
    const previous = sentences.at(-1);
    if (opens || (closes && (previous === undefined || marksFrom !== undefined))) marksFrom ??= start;
    else if (closes) previous!.end = end;
    else {
      sentences.push({ start: marksFrom ?? start, end, text: part });
      marksFrom = undefined;
    }
  }
  if (marksFrom !== undefined) endWithMarks(sentences, marksFrom, last, text);
  for (const sentence of sentences) sentence.text = text.slice(sentence.start, sentence.end);
  return sentences;
}

/** Marks at the end, as where a text was cut off, belong to the last sentence; without one, they are one if they have a letter or digit, such as the answer `2.`. */
function endWithMarks(sentences: Sentence[], start: number, end: number, text: string): void {
  const previous = sentences.at(-1);
  if (previous !== undefined) previous.end = end;
  else if (hasLetterOrDigit(text)) sentences.push({ start, end, text });
}

/** What stands between breaks, without the white space around it. */
function* parts(text: string): Generator<Sentence> {
  let from = 0;
  for (const to of [...sentenceBreaks(text), text.length]) {
    const part = text.slice(from, to);
    const visible = part.trim();
    const start = from + (part.length - part.trimStart().length);
    if (visible !== '') yield { start, end: start + visible.length, text: visible };
    from = to;
  }
}
