import type { TaggedImage } from '@tldr-rm/detect';
import type { ResponseToScore, Thresholds } from '@tldr-rm/evaluate';
import type { Detection, Taxonomy } from '@tldr-rm/schema';
import type { ScoredSample } from './scored-file';

/** What came of a response: `missed` is a wrong one that was called right. */
export type Outcome = 'missed' | 'false-alarm' | 'right';

/** A picture with what was said about it, and what each detector made of that. */
export interface EvaluationCase {
  image: TaggedImage;
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

/** Chooses the cases worth looking at while samples are scored, and keeps no others. */
export interface CaseChooser {
  add(sample: ScoredSample): void;
  /**
   * Of each kind and outcome those that are furthest from the truth, and of those that detectors disagree about. The worst come first; where two are as bad, the earlier
   * one.
   */
  chosen(): EvaluationCase[];
}

/** A case that may be chosen. */
interface Candidate {
  /** Which of the samples it is. */
  position: number;
  /** What it would be shown as, such as `counting/missed`. */
  sorts: string[];
  shown: EvaluationCase;
}

/** Begins to choose among what scorers, the first before all, say of samples. */
export function createCaseChooser(scorers: readonly { name: string; thresholds: Thresholds }[]): CaseChooser {
  // Whatever is chosen is among the worst of one of its sorts: where so many of a sort are worse, enough of it is shown without.
  const worst = new Map<string, Candidate[]>();
  let samples = 0;
  return {
    add(sample) {
      const shown = caseOf(sample, scorers);
      const candidate = { position: samples, sorts: sortsOf(shown), shown };
      samples += 1;
      for (const sort of candidate.sorts) {
        const of = [...(worst.get(sort) ?? []), candidate].sort(byDistance);
        worst.set(sort, of.slice(0, CASES_OF_A_SORT));
      }
    },
    chosen() {
      const candidates = [...new Set([...worst.values()].flat())];
      const shown = new Map<string, number>();
      return candidates.sort(byDistance).flatMap(({ sorts, shown: one }) => {
        if (sorts.every((sort) => (shown.get(sort) ?? 0) >= CASES_OF_A_SORT)) return [];
        for (const sort of sorts) shown.set(sort, (shown.get(sort) ?? 0) + 1);
        return [one];
      });
    },
  };
}
function byDistance(one: Candidate, other: Candidate): number {
  return other.shown.distance - one.shown.distance || one.position - other.position;
}

/** What a case is worth showing as. */
function sortsOf({ taxonomy, outcomes, isDisputed }: EvaluationCase): string[] {
  const sorts = [...outcomes, ...(isDisputed ? ['disputed'] : [])].map((sort) => `${taxonomy ?? ''}/${sort}`);
  // A sample with a wrong text that was missed is shown as that; that its true text was called right is no reason to show it.
  return outcomes.size > 1 ? sorts.filter((sort) => !sort.endsWith('/right')) : sorts;
}

function caseOf(
  { image, responses, detections }: ScoredSample,
  scorers: readonly { name: string; thresholds: Thresholds }[],
): EvaluationCase {
  const judged = responses.map((truth, index) => ({
    truth,
    verdicts: scorers.map(({ name, thresholds }, scorer): CaseVerdict => {
      const detection = detections[scorer]![index]!;
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
