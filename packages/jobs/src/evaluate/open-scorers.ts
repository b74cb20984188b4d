import { realpath } from 'node:fs/promises';
import { detectorFolder } from '../detect/open-detector';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import type { LanguageModelSpec } from '../language-model/language-model-spec';
import type { JudgeSummary } from './judge-scorer';
import type { OpenedScorer } from './scorer';

export interface ScorersSpec {
  detectors: readonly string[];
  likelihoodOf?: string | undefined;
  judge?: LanguageModelSpec | undefined;
  threads?: number | undefined;
}

export interface OpenedScorers {
  /** Detectors first, then likelihoods, then the judge. */
  scorers: OpenedScorer[];
  /** What came of the judge's answers, if there is one. */
  judgeSummary(): JudgeSummary | undefined;
  close(): Promise<void>;
}

/**
 * Opens all that is to be evaluated, so that what cannot be opened is found before anything is scored; the detector that comes along if nothing is asked for.
 *
 * @param answers folder for what the judge answers, unless the spec names one.
 * @throws {SpecError} if a detector is given twice; and what opening throws.
 */
export async function openScorers(
  { detectors, likelihoodOf, judge, threads }: ScorersSpec,
  answers: string,
  context: Pick<OpenedContext, 'resources' | 'onNotice' | 'signal'>,
): Promise<OpenedScorers> {
  await assertDifferent(detectors);
  const scorers: OpenedScorer[] = [];
  const close = async (): Promise<void> => {
    for (const scorer of scorers.splice(0)) await scorer.close();
  };
  const isAlone = detectors.length === 0 && likelihoodOf === undefined && judge === undefined;
  let judgeSummary = (): JudgeSummary | undefined => undefined;
  try {
    for (const detector of isAlone ? [undefined] : detectors) {
      const scorer = await context.resources.detector({ detector, threads });
      // It is closed with the resources.
      scorers.push({ label: detector ?? 'shipped', scorer, close: async () => undefined });
    }
    if (likelihoodOf !== undefined) {
      // TensorFlow.js is loaded only here.
      const { openLikelihoodScorer } = await import('./likelihood-scorer');
      scorers.push({ label: likelihoodOf, ...(await openLikelihoodScorer(likelihoodOf)) });
    }
    if (judge !== undefined) {
      const [{ openAskedModel }, { openJudgeScorer }] = await Promise.all([
        import('../language-model/open-asked-model'),
        import('./judge-scorer'),
      ]);
      const model = await openAskedModel(judge, answers, context);
      const scorer = await openJudgeScorer(model, await detectorFolder(detectors[0]));
      judgeSummary = () => scorer.summary();
      scorers.push({ label: 'judge', scorer, close: async () => undefined });
    }
    return { scorers, judgeSummary: () => judgeSummary(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function assertDifferent(detectors: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const detector of detectors) {
    const folder = await detectorFolder(detector);
    const place = await realpath(folder).catch(() => folder);
    if (folders.has(place)) throw new SpecError('detectors', `${detector} is given twice. Give each detector once.`);
    folders.add(place);
  }
}
