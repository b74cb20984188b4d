import { type LanguageModelClient, openAnswerCache, openLanguageModel } from '@tldr-rm/language-models';
import type { OpenedContext } from '../job/job';
import { noticeRetry } from '../job/notice-retry';
import type { LanguageModelSpec } from './language-model-spec';

/**
 * Opens the language model that a spec asks for. Whatever is sent again is told as a notice.
 *
 * @param usualCache where answers are kept unless the spec says so.
 * @throws {InputError} if the address or the key cannot be used.
 */
export async function openAskedModel(
  { apiKeyEnv, cache, prices, baseUrl, model, concurrency, timeoutSeconds }: LanguageModelSpec,
  usualCache: string,
  { resources: { environment }, onNotice }: Pick<OpenedContext, 'resources' | 'onNotice'>,
): Promise<LanguageModelClient> {
  return openLanguageModel({
    baseUrl,
    model,
    concurrency,
    timeoutSeconds,
    apiKeyEnvironmentVariable: apiKeyEnv,
    environment,
    cache: openAnswerCache(cache ?? usualCache),
    onRetry: noticeRetry(onNotice),
    ...(prices && { prices }),
  });
}
