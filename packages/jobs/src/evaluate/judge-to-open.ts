import type { ScorerToOpen } from '@tldr-rm/detect';
import { openAnswerCache, openLanguageModel } from '@tldr-rm/language-models';
import { InputError } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';
import { reportRetry } from '../terminal/report-retry';
import { type JudgeSummary, openJudgeScorer } from './judge-scorer';

export interface JudgeToOpenOptions {
  /** Labelled samples; answers are kept beside them. */
  data: string;
  /** Name of the model on its server. */
  judge: string;
  baseUrl?: string | undefined;
  apiKeyEnv?: string | undefined;
  /** Folder for answers. */
  cache?: string | undefined;
  concurrency: number;
  timeout: number;
  priceIn?: number | undefined;
  priceOut?: number | undefined;
  /** Folder of the detector whose tokens are judged. */
  detector?: string | undefined;
}

/**
 * A language model that says what is wrong in labelled samples. What it has answered is kept: the same command goes on where it stopped, and pays for no answer twice.
 * `summary` says what came of the answers; undefined before it was opened.
 *
 * @throws {InputError} `USAGE` if a flag is missing; `open` throws whatever `openLanguageModel` and `openJudgeScorer` throw.
 */
export function judgeToOpen(options: JudgeToOpenOptions): ScorerToOpen & { summary(): JudgeSummary | undefined } {
  const { data, judge: model, baseUrl, apiKeyEnv, cache, concurrency, timeout, priceIn, priceOut, detector } = options;
  if (baseUrl === undefined) throw new InputError('USAGE', '--judge needs --base-url (such as http://127.0.0.1:8000/v1).');
  if ((priceIn === undefined) !== (priceOut === undefined)) throw new InputError('USAGE', '--price-in and --price-out go together.');
  let summary: (() => JudgeSummary) | undefined;
  return {
    label: 'judge',
    summary: () => summary?.(),
    async open() {
      const client = await openLanguageModel({
        baseUrl,
        model,
        apiKeyEnvironmentVariable: apiKeyEnv,
        environment: process.env,
        cache: openAnswerCache(cache ?? `${data}.answers`),
        concurrency,
        timeoutSeconds: timeout,
        onRetry: reportRetry,
        ...(priceIn !== undefined && priceOut !== undefined && { prices: { promptPerMillion: priceIn, completionPerMillion: priceOut } }),
      });
      const judge = await openJudgeScorer(client, await detectorFolder(detector));
      summary = () => judge.summary();
      return judge;
    },
  };
}
