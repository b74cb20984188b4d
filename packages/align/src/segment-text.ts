/** A stretch of a text between two boundaries. */
export interface Segment {
  segment: string;
  index: number;
}

/**
 * Characters that are segmented in one go. `Intl.Segmenter` takes time that grows with the square of a text's length, and boundaries depend on their neighbourhood
 * alone: half of this is far more than the Unicode rules look ahead in any sentence.
 */
export const SLICE = 2048;

/** What `segmenter.segment(text)` gives, in time that grows with the length of the text and no faster. */
export function* segmentText(text: string, segmenter: Intl.Segmenter): Generator<Segment> {
  let start = 0;
  let size = SLICE;
  while (start < text.length) {
    const isLast = start + size >= text.length;
    const slice = text.slice(start, start + size);
    let done = 0;
    for (const { segment, index } of segmenter.segment(slice)) {
      const end = index + segment.length;
      // What ends in the second half may look otherwise when more of the text is seen.
      if (!isLast && end > size / 2) break;
      yield { segment, index: start + index };
      done = end;
    }
    if (isLast) return;
    start += done;
    size = done > 0 ? SLICE : 2 * size;
  }
}
