import { segmentText } from './segment-text';

/** A sentence and where it stands; white space around it is left out. */
export interface Sentence {
  start: number;
  end: number;
  text: string;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Sentences by the Unicode rules (`Intl.Segmenter`). They end at `.`, `!`, `?`, their full-width forms, and line ends; not inside of `3.5` or before
 * a small letter (`e.g. this`). They know no abbreviations: `Dr. Smith` is split.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const { segment, index } of segmentText(text, segmenter)) {
    const visible = segment.trim();
    if (visible === '') continue;
    const start = index + (segment.length - segment.trimStart().length);
    sentences.push({ start, end: start + visible.length, text: visible });
  }
  return sentences;
}
