import { scoreWords } from '@tldr-rm/detect';
import type { ReportCaption } from './report-card';

/** How a detector did on a few captions, counted in words. */
export interface WordCounts {
  captions: number;
  /** Captions whose verdict is the truth. */
  captionsRight: number;
  wrongWords: number;
  /** Truly wrong words that were called wrong. */
  wrongWordsFound: number;
  rightWords: number;
  /** Right words that were called wrong. */
  rightWordsFlagged: number;
}

/** Counts verdicts on captions whose truth is known. Punctuation, and words that changed only for grammar, count neither way. */
export function countWords(captions: readonly ReportCaption[]): WordCounts {
  const totals: WordCounts = { captions: 0, captionsRight: 0, wrongWords: 0, wrongWordsFound: 0, rightWords: 0, rightWordsFlagged: 0 };
  for (const { response, detection, truth = [] } of captions) {
    totals.captions += 1;
    if (detection.response.hallucinated === truth.some((span) => span.label === 'hallucinated')) totals.captionsRight += 1;
    for (const { start, end, text, hallucinated } of scoreWords(response, detection.tokens)) {
      const label = truth.find((span) => span.start < end && span.end > start)?.label;
      if (label === 'ignore' || !/[\p{L}\p{N}]/u.test(text)) continue;
      const called = hallucinated ? 1 : 0;
      if (label === 'hallucinated') {
        totals.wrongWords += 1;
        totals.wrongWordsFound += called;
      } else {
        totals.rightWords += 1;
        totals.rightWordsFlagged += called;
      }
    }
  }
  return totals;
}
