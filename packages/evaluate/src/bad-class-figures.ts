import type { Judged } from './judge-response';

/** How well verdicts at a threshold find what is hallucinated. Null where the data does not define a figure. */
export interface BadClassFigures {
  /** How many were judged. */
  count: number;
  /** How many of them are truly hallucinated. */
  bad: number;
  accuracy: number | null;
  /** Share of what was called hallucinated that is. */
  precisionBad: number | null;
  /** Share of what is hallucinated that was called so. */
  recallBad: number | null;
  f1Bad: number | null;
}

/** Compares verdicts (hallucinated if the reward is below the threshold) with the truth. */
export function badClassFigures(judged: readonly Judged[], threshold: number): BadClassFigures {
  let bad = 0;
  let called = 0;
  let found = 0;
  for (const item of judged) {
    const isCalled = item.reward < threshold;
    if (item.bad) bad += 1;
    if (isCalled) called += 1;
    if (item.bad && isCalled) found += 1;
  }
  const right = judged.length - bad - called + 2 * found;
  return {
    count: judged.length,
    bad,
    accuracy: share(right, judged.length),
    precisionBad: share(found, called),
    recallBad: share(found, bad),
    f1Bad: share(2 * found, called + bad),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
