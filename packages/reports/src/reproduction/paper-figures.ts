/** A figure that the TLDR paper reports. */
export interface PaperFigure {
  /** As printed there, in per cent where it is a share. */
  text: string;
  /** Where it stands in the paper, or that it is quoted from memory and has to be checked before it is cited. */
  source: string;
}

const UNVERIFIED = 'reported, unverified';
const ABSTRACT_OR_TEXT = 'arXiv 2410.04734';

/** Figures of the paper (TLDR: Token-Level Detective Reward Model for Large Vision Language Models, ICLR 2025, arXiv 2410.04734), for its PaliGemma model on DOCCI. */
export const PAPER_FIGURES = {
  mapNeg: { text: '41.3', source: ABSTRACT_OR_TEXT },
  mapPos: { text: '99.8', source: UNVERIFIED },
  tokenAccuracy: { text: '98.6', source: UNVERIFIED },
  sentenceAccuracy: { text: '86.5', source: UNVERIFIED },
  responseAccuracy: { text: '83.1', source: UNVERIFIED },
  naiveResponseAccuracy: { text: '81.1', source: UNVERIFIED },
  hardestKind: { text: 'spatial relationship', source: ABSTRACT_OR_TEXT },
  sentenceFalseNegatives: { text: '8.7, 10.5, 9.8 (three models, judged by people)', source: ABSTRACT_OR_TEXT },
  annotationSpeedUp: { text: 'about 3 x', source: ABSTRACT_OR_TEXT },
} as const satisfies Record<string, PaperFigure>;
