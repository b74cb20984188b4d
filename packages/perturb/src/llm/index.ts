export type { PerturbationEngine, PerturbRequest } from '../engine';
export type { Answer } from './answers/answer';
export { type AnswerCache, openAnswerCache } from './answers/answer-cache';
export type { IsParaphrase } from './checks/check-negative';
export type { RejectionReason } from './checks/rejection';
export {
  createLanguageModelEngine,
  type LanguageModelEngine,
  type LanguageModelEngineOptions,
  MAX_EDITS,
  MAX_RESPONSE_LENGTH,
} from './language-model-engine';
export { LanguageModelError, type LanguageModelErrorCode } from './language-model-error';
export { type OpenAICompatibleModelOptions, openAICompatibleModel } from './server/openai-compatible-model';
export type { RetryEnvironment } from './server/with-retries';
export type { LanguageModelUsage, TokenPrices } from './usage-meter';
