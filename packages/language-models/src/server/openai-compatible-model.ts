import type { LanguageModel } from 'ai';
import { createGuardedFetch } from './guarded-fetch';

/** A model behind an OpenAI-compatible server: vLLM, Ollama, llama.cpp, or a provider's. Address and key have been checked. */
export async function openAICompatibleModel(baseURL: string, model: string, apiKey: string | undefined): Promise<LanguageModel> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL,
    supportsStructuredOutputs: true,
    fetch: createGuardedFetch(apiKey),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  return provider.chatModel(model);
}
