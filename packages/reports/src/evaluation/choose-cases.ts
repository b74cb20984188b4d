import type { ResponseToScore } from '@tldr-rm/evaluate';
import type { Detection, Taxonomy } from '@tldr-rm/schema';
import type { FileScores } from './scored-file';

/** What came of a response: `missed` is a wrong one that was called right. */
export type Outcome = 'missed' | 'false-alarm' | 'right';

/** A picture with what was said about it, and what each detector made of that. */
export interface EvaluationCase {
  image: string;
  prompt: string;
  taxonomy: Taxonomy | undefined;
  /** Of the first detector, over the responses. */
  outcomes: Set<Outcome>;
  /** Detectors disagree about a response. */
  isDisputed: boolean;
  /** How far the first detector's reward of a response is from the truth, at most: 1 is as wrong as can be. */
  distance: number;
  responses: { truth: ResponseToScore; verdicts: CaseVerdict[] }[];
}

/** What one detector said of a response. */
export interface CaseVerdict {
  detector: string;
  detection: Detection;
  outcome: Outcome;
}

/** Cases shown of each kind and outcome: enough to see what they have in common, few enough for a page of some megabytes. */
export const CASES_OF_A_SORT = 8;

/**
 * Cases worth looking at: of each kind and outcome those that are furthest from the truth, and of those that detectors disagree about. The worst come first; where
 * two are as bad, the earlier one.
 */
export function chooseCases(scores: readonly FileScores[]): EvaluationCase[] {
  const cases = scores[0]!.samples.map((_, index) => caseOf(scores, index));
  const byDistance = cases.toSorted((one, other) => other.distance - one.distance);
  const shown = new Map<string, number>();
  return byDistance.filter(({ taxonomy, outcomes, isDisputed }) => {
    const sorts = [...outcomes, ...(isDisputed ? ['disputed'] : [])].map((sort) => `${taxonomy ?? ''}/${sort}`);
    // A sample with a wrong text that was missed is shown as that; that its true text was called right is no reason to show it.
    const reasons = outcomes.size > 1 ? sorts.filter((sort) => !sort.endsWith('/right')) : sorts;
    const isWanted = reasons.some((sort) => (shown.get(sort) ?? 0) < CASES_OF_A_SORT);
    if (isWanted) for (const sort of reasons) shown.set(sort, (shown.get(sort) ?? 0) + 1);
    return isWanted;
  });
}

function caseOf(scores: readonly FileScores[], sample: number): EvaluationCase {
  const { image, responses } = scores[0]!.samples[sample]!;
  const judged = responses.map((truth, index) => ({
    truth,
    verdicts: scores.map(({ name, samples, thresholds }): CaseVerdict => {
      const detection = samples[sample]!.detections[index]!;
      return { detector: name, detection, outcome: outcomeOf(truth, detection, thresholds.response) };
    }),
  }));
  return {
    image,
    prompt: responses[0]!.prompt,
    taxonomy: responses[0]!.taxonomy,
    outcomes: new Set(judged.map(({ verdicts }) => verdicts[0]!.outcome)),
    isDisputed: judged.some(({ verdicts }) => verdicts.some(({ outcome }) => outcome !== verdicts[0]!.outcome)),
    distance: Math.max(...judged.map(({ truth, verdicts }) => Math.abs((isWrong(truth) ? 0 : 1) - verdicts[0]!.detection.response.reward))),
    responses: judged,
  };
}

function outcomeOf(truth: ResponseToScore, { response }: Detection, threshold: number): Outcome {
  const isCalledWrong = response.reward < threshold;
  if (isWrong(truth) === isCalledWrong) return 'right';
  return isCalledWrong ? 'false-alarm' : 'missed';
}

/** Whether a response is hallucinated. */
export function isWrong({ hallucinated, spans }: ResponseToScore): boolean {
  return hallucinated ?? spans.some(({ label }) => label === 'hallucinated');
}
