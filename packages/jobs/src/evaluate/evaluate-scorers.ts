import {
  compareDetectionsAsync,
  DEFAULT_BOOTSTRAP,
  type DetectionComparison,
  type ScoredResponse,
  toScoredResponse,
} from '@tldr-rm/evaluate';
import type { CaseChooser } from '@tldr-rm/reports';
import { appliedThresholds } from '../detect/applied-thresholds';
import type { OpenedContext } from '../job/job';
import { beginStage, type Stage } from '../job/stage';
import { type ScoreLabelledOptions, scoreLabelled } from './score-labelled';
import type { OpenedScorer } from './scorer';
import { splitBatches } from './split-batches';

/** A scorer as the figures name it. */
export interface NamedScorer extends Pick<OpenedScorer, 'scorer'> {
  /** Told apart by its label where others have the same. */
  name: string;
  thresholds: DetectionComparison['reports'][number]['thresholds'];
}

export function nameScorers(scorers: readonly OpenedScorer[], theta: number | undefined): NamedScorer[] {
  return scorers.map(({ scorer, label }, index) => {
    const { name } = scorer.manifest;
    const isShared = scorers.some((other, otherIndex) => otherIndex !== index && other.scorer.manifest.name === name);
    return { scorer, name: isShared ? `${name} (${label})` : name, thresholds: appliedThresholds(scorer.manifest, theta) };
  });
}

export interface EvaluateScorersOptions extends ScoreLabelledOptions {
  /** Resamples of the bootstrap; 0 for no intervals. */
  resamples?: number | undefined;
  /** Seed of the bootstrap. */
  seed?: number | undefined;
  /** Is shown every sample; what it does not choose is forgotten. */
  chooser?: CaseChooser | undefined;
}

/**
 * Scores labelled samples with all scorers side by side, and compares their rewards with the truth and with each other. Of a sample only its figures stay.
 *
 * @throws what `scoreLabelled` throws; the reason of the signal.
 */
export async function evaluateScorers(
  scorers: readonly NamedScorer[],
  { resamples = DEFAULT_BOOTSTRAP.resamples, seed = DEFAULT_BOOTSTRAP.seed, chooser, ...scoring }: EvaluateScorersOptions,
  context: Pick<OpenedContext, 'signal' | 'onProgress'>,
): Promise<DetectionComparison> {
  const samples = scoreLabelled(
    scorers.map(({ scorer }) => scorer),
    scoring,
    context,
  );
  async function* responses(): AsyncGenerator<ScoredResponse[][]> {
    for await (const sample of samples) {
      chooser?.add(sample);
      yield sample.detections.map((detections) =>
        sample.responses.map((response, index) => toScoredResponse(response, detections[index]!)),
      );
    }
  }
  const source = responses();
  const parts = splitBatches(source, scorers.length);
  let stage: Stage | undefined;
  let resampled = 0;
  try {
    return await compareDetectionsAsync(
      scorers.map(({ name, thresholds }, index) => ({ name, thresholds, scored: parts[index]! })),
      {
        bootstrap: resamples > 0 ? { resamples, seed } : undefined,
        signal: context.signal,
        onProgress({ stage: name, done, total, unit }) {
          // How many are judged is told by the scoring.
          if (name !== 'resampling') return;
          stage ??= beginStage(context.onProgress, { stage: name, unit, total });
          stage.advance(done - resampled);
          resampled = done;
        },
      },
    );
  } finally {
    await source.return(undefined);
  }
}
