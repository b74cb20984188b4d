import { HALLUCINATED, IGNORE, tokenLabels } from '@tldr-rm/align';
import type { ResponseVerdicts } from '@tldr-rm/evaluate';
import { imageIdentity } from '@tldr-rm/files';
import { type CaptionCheck, checkCaption, type Stretch } from '@tldr-rm/scenes';
import type { Span } from '@tldr-rm/schema';
import type { JudgedCaption } from './judge-captions';

/** What is true about a caption by its scene; null where the sample carries none, or the caption is empty. */
export function checkJudged({ question, answer, detection }: JudgedCaption): CaptionCheck | null {
  return question.scene === undefined || detection === null ? null : checkCaption(answer.text, question.scene);
}

/** The truth as spans of a labelled sample: false words, and words to ignore since the check does not decide them. */
export function truthSpans({ claims, hallucinated, sentences }: CaptionCheck): Span[] {
  const undecided: Stretch[] = [...claims.filter(({ truth }) => truth === null), ...sentences.filter(({ read }) => !read)];
  const spans = [
    ...hallucinated.map(({ start, end }): Span => ({ start, end, label: 'hallucinated' })),
    ...undecided.map(({ start, end }): Span => ({ start, end, label: 'ignore' })),
  ];
  return spans.sort((one, other) => one.start - other.start);
}

/** True verdicts at all levels, on the tokens that the detector judges. */
export function trueVerdicts({ question, detection }: JudgedCaption, check: CaptionCheck): ResponseVerdicts {
  const offsets = (detection?.tokens ?? []).map(({ start, end }): [number, number] => [start, end]);
  const verdict = (value: CaptionCheck['response']): boolean | null => (value === 'undecided' ? null : value === 'hallucinated');
  return {
    picture: imageIdentity(question.image),
    tokens: Array.from(tokenLabels(offsets, truthSpans(check)), (label) => (label === IGNORE ? null : label === HALLUCINATED)),
    sentences: check.sentences.map((sentence) => verdict(sentence.verdict)),
    response: verdict(check.response),
  };
}
