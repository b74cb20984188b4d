import { openAnswerCache } from '@tldr-rm/perturb/llm';
import { InputError } from '@tldr-rm/schema';
import { type JudgeSummary, openJudge } from '../judge/language-model-judge';
import { type EvaluateScorerOptions, evaluateScorer, type FileEvaluation } from './evaluate-scorer';

export interface EvaluateJudgeOptions extends EvaluateScorerOptions {
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

/** An evaluation, with what came of the answers. */
export type JudgeEvaluation = FileEvaluation & { judge: JudgeSummary };

/**
 * Has a language model say what is wrong in labelled samples, and compares that with the truth. What it has answered is kept: the same command goes on where
 * it stopped, and pays for no answer twice.
 *
 * @throws {InputError} `USAGE` if a flag is missing; whatever `openJudge` throws.
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be judged.
 * @throws {LanguageModelError} if the server cannot be used, or fails again and again.
 */
export async function evaluateJudge(options: EvaluateJudgeOptions): Promise<JudgeEvaluation> {
  const { judge: model, baseUrl, apiKeyEnv, cache, concurrency, timeout, priceIn, priceOut, detector, ...evaluation } = options;
  if (baseUrl === undefined) throw new InputError('USAGE', '--judge needs --base-url (such as http://127.0.0.1:8000/v1).');
  const apiKey = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  if (apiKeyEnv !== undefined && !apiKey)
    throw new InputError('USAGE', `--api-key-env ${apiKeyEnv}: there is no such environment variable.`);
  if ((priceIn === undefined) !== (priceOut === undefined)) throw new InputError('USAGE', '--price-in and --price-out go together.');
  const judge = await openJudge({
    baseUrl,
    model,
    apiKey,
    cache: openAnswerCache(cache ?? `${evaluation.data}.answers`),
    concurrency,
    timeoutSeconds: timeout,
    detector,
    ...(priceIn !== undefined && priceOut !== undefined && { prices: { promptPerMillion: priceIn, completionPerMillion: priceOut } }),
  });
  return { ...(await evaluateScorer(judge, evaluation)), judge: judge.summary() };
}
