import { countWords } from './count-words';
import type { ReportCaption } from './report-card';

/** What is said of a verdict: `mixed` where it is right in part, or right by accident. */
export interface Verdict {
  text: string;
  tone: 'good' | 'mixed' | 'bad';
}

/** What a detector says of a response whose truth is known: of the whole, and of its words, each with how far that is so. */
export interface CaptionVerdicts {
  whole: Verdict;
  /** Null where the detector judges no words. */
  words: Verdict | null;
}

/** Holds what a detector says of a whole response and of its words against the truth, each for itself: a response may be judged rightly for the wrong word. */
export function captionVerdicts(caption: ReportCaption): CaptionVerdicts {
  const { detection } = caption;
  const counts = countWords([caption]);
  const { hallucinated } = detection.response;
  const isRight = counts.captionsRight === 1;
  const judgesWords = detection.level !== 'response';
  // A wrong response called wrong for words that are right.
  const byAccident = judgesWords && isRight && hallucinated && counts.wrongWordsFound === 0 && counts.rightWordsFlagged > 0;
  const outcome = byAccident ? 'correct, but for a right word' : isRight ? 'correct' : hallucinated ? 'false alarm' : 'missed';
  return {
    whole: {
      text: `whole text judged ${hallucinated ? 'wrong' : 'right'}: ${outcome}`,
      tone: byAccident ? 'mixed' : isRight ? 'good' : 'bad',
    },
    words: judgesWords ? wordVerdict(counts) : null,
  };
}

function wordVerdict({ wrongWords, wrongWordsFound, rightWordsFlagged }: ReturnType<typeof countWords>): Verdict {
  const found = wrongWords > 0 ? [`${wrongWordsFound} of ${wrongWords} wrong ${wrongWords === 1 ? 'word' : 'words'} found`] : [];
  const mistaken = rightWordsFlagged > 0 ? [`${rightWordsFlagged} right ${rightWordsFlagged === 1 ? 'word' : 'words'} called wrong`] : [];
  const isFlawless = wrongWordsFound === wrongWords && rightWordsFlagged === 0;
  return {
    text: [...found, ...mistaken].join(', ') || 'no word called wrong',
    tone: isFlawless ? 'good' : wrongWordsFound > 0 ? 'mixed' : 'bad',
  };
}
