import { type LanguageModelClient, openAnswerCache, openLanguageModel } from '@tldr-rm/language-models';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import type { LanguageModelSpec } from './language-model-spec';
import { retryNotice } from './retry-notice';

export interface OpenAskedModelOptions {
  /** Field of the spec that asks for it, for errors. */
  field: string;
  /** Where answers are kept unless the spec says so. */
  cache: string;
}

/**
 * Opens the language model that a spec asks for. Whatever is sent again is told as a notice.
 *
 * @throws {SpecError} if there is no such environment variable.
 * @throws {InputError} if the address or the key cannot be used.
 */
export async function openAskedModel(
  { apiKeyEnv, cache, prices, baseUrl, model, concurrency, timeoutSeconds }: LanguageModelSpec,
  { field, cache: usualCache }: OpenAskedModelOptions,
  { resources: { environment }, onNotice, signal }: Pick<OpenedContext, 'resources' | 'onNotice' | 'signal'>,
): Promise<LanguageModelClient> {
  if (apiKeyEnv !== undefined && !environment[apiKeyEnv]) {
    throw new SpecError(`${field}.apiKeyEnv`, `there is no environment variable ${apiKeyEnv}.`);
  }
  return openLanguageModel({
    baseUrl,
    model,
    concurrency,
    timeoutSeconds,
    apiKeyEnvironmentVariable: apiKeyEnv,
    environment,
    cache: openAnswerCache(cache ?? usualCache),
    signal,
    onRetry: retryNotice(onNotice),
    ...(prices && { prices }),
  });
}
