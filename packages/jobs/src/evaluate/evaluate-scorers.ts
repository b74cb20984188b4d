import type { Scorer, ScorerToOpen } from '@tldr-rm/detect';
import { compareDetections, DEFAULT_BOOTSTRAP } from '@tldr-rm/evaluate';
import type { FileEvaluation, FileScores, ScorerEvaluation } from '@tldr-rm/reports';
import { InputError } from '@tldr-rm/schema';
import { type ScoreFileOptions, scoreFile } from './score-file';

export interface EvaluateScorersOptions extends ScoreFileOptions {
  /** Resamples of the bootstrap; 0 for no intervals. */
  resamples?: number | undefined;
  /** Seed of the bootstrap. */
  seed?: number | undefined;
}

/**
 * Opens all scorers, so that one that cannot be opened is found before anything is scored. Scores labelled samples with each in turn, and compares the rewards with the truth and with each other.
 *
 * @throws {InputError} `USAGE` if a scorer is given twice; what `scoreFile` throws, and what opening a scorer throws.
 */
export async function evaluateScorers(scorers: readonly ScorerToOpen[], options: EvaluateScorersOptions): Promise<ScorerEvaluation> {
  const { resamples = DEFAULT_BOOTSTRAP.resamples, seed = DEFAULT_BOOTSTRAP.seed, ...scoring } = options;
  const labels = scorers.map(({ label }) => label);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) throw new InputError('USAGE', `${twice} is given twice. Give each detector once.`);
  const opened: Scorer[] = [];
  const unnamed: FileScores[] = [];
  try {
    for (const { open } of scorers) opened.push(await open());
    for (const scorer of opened) unnamed.push(await scoreFile(scorer, scoring));
  } finally {
    for (const scorer of opened) await scorer.close();
  }
  const scores = unnamed.map((each, index) => {
    const isShared = unnamed.some((other, otherIndex) => otherIndex !== index && other.name === each.name);
    return isShared ? { ...each, name: `${each.name} (${labels[index]})` } : each;
  });
  const comparison = compareDetections(scores, resamples > 0 ? { resamples, seed } : undefined);
  const evaluations = comparison.reports.map(({ name, ...report }): FileEvaluation => ({ detector: name, ...report }));
  return { scores, comparison, evaluations };
}
