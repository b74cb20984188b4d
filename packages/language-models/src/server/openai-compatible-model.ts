import { InputError } from '@tldr-rm/schema';
import type { LanguageModel } from 'ai';
import { checkBaseUrl } from './base-url';
import { createGuardedFetch } from './guarded-fetch';

/** Where a language model is served. */
export interface OpenAICompatibleModelOptions {
  /** Up to `/v1`: https, or http on this machine. */
  baseUrl: string;
  /** The model's name on that server. */
  model: string;
  /** Sent as a bearer token; neither logged nor cached. */
  apiKey?: string | undefined;
}

/**
 * A model behind an OpenAI-compatible server: vLLM, Ollama, llama.cpp, or a provider's.
 *
 * @throws {InputError} `BASE_URL` or `API_KEY`, if they cannot be used.
 */
export async function openAICompatibleModel({ baseUrl, model, apiKey }: OpenAICompatibleModelOptions): Promise<LanguageModel> {
  const baseURL = checkBaseUrl(baseUrl);
  const key = apiKey?.trim() || undefined;
  // The error of `fetch` for such a header would quote the key.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw new InputError('API_KEY', 'the API key holds spaces or characters that no key has. Check the variable that it is read from.');
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL,
    supportsStructuredOutputs: true,
    fetch: createGuardedFetch(key),
    ...(key === undefined ? {} : { apiKey: key }),
  });
  return provider.chatModel(model);
}
