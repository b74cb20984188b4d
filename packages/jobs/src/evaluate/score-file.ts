import type { Scorer } from '@tldr-rm/detect';
import { toScoredResponse } from '@tldr-rm/evaluate';
import type { FileScores } from '@tldr-rm/reports';
import { appliedThresholds } from '../detect/applied-thresholds';
import { scoreLabelledFile } from './score-labelled-file';

export interface ScoreFileOptions {
  data: string;
  theta?: number | undefined;
  /** Only the first so many samples. */
  samples?: number | undefined;
  progress?: boolean | undefined;
}

/**
 * Scores the labelled samples of a file. The scorer stays open.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 * @throws {InputError} if the file holds no sample.
 */
export async function scoreFile(scorer: Scorer, { data, theta, samples: most, progress }: ScoreFileOptions): Promise<FileScores> {
  const thresholds = appliedThresholds(scorer.manifest, theta);
  const scores: FileScores = { name: scorer.manifest.name, thresholds, samples: [], scored: [] };
  const options = { ...(theta !== undefined && { theta }), ...(most !== undefined && { most }), force: progress };
  for await (const sample of scoreLabelledFile(data, scorer, options)) {
    scores.samples.push(sample);
    for (const [index, response] of sample.responses.entries()) {
      scores.scored.push(toScoredResponse(response, sample.detections[index]!));
    }
  }
  return scores;
}
