import type { ScorerToOpen } from '@tldr-rm/detect';
import { type JudgeSummary, openAnswerCache, openJudge } from '@tldr-rm/language-models';
import { InputError } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';

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
 * @throws {InputError} `USAGE` if a flag is missing; `open` throws whatever `openJudge` throws.
 */
export function judgeToOpen(options: JudgeToOpenOptions): ScorerToOpen & { summary(): JudgeSummary | undefined } {
  const { data, judge: model, baseUrl, apiKeyEnv, cache, concurrency, timeout, priceIn, priceOut, detector } = options;
  if (baseUrl === undefined) throw new InputError('USAGE', '--judge needs --base-url (such as http://127.0.0.1:8000/v1).');
  const apiKey = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  if (apiKeyEnv !== undefined && !apiKey) {
    throw new InputError('USAGE', `--api-key-env ${apiKeyEnv}: there is no such environment variable.`);
  }
  if ((priceIn === undefined) !== (priceOut === undefined)) throw new InputError('USAGE', '--price-in and --price-out go together.');
  let summary: (() => JudgeSummary) | undefined;
  return {
    label: 'judge',
    summary: () => summary?.(),
    async open() {
      const judge = await openJudge({
        baseUrl,
        model,
        apiKey,
        cache: openAnswerCache(cache ?? `${data}.answers`),
        concurrency,
        timeoutSeconds: timeout,
        detector: await detectorFolder(detector),
        ...(priceIn !== undefined && priceOut !== undefined && { prices: { promptPerMillion: priceIn, completionPerMillion: priceOut } }),
      });
      summary = () => judge.summary();
      return judge;
    },
  };
}
