export type { PerturbationEngine, PerturbRequest } from '../engine';
export { type Answer, toAnswer } from './answers/answer';
export { type AnswerCache, cacheKey, openAnswerCache } from './answers/answer-cache';
export { parseJsonAnswer, type UnreadableAnswer } from './answers/parse-answer';
export { type Ask, type AskOptions, createAsk, type Question } from './ask-language-model';
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
export { askAgain, type Conversation } from './prompts';
export { AnswerTooLargeError } from './server/guarded-fetch';
export { type OpenAICompatibleModelOptions, openAICompatibleModel } from './server/openai-compatible-model';
export { REAL_ENVIRONMENT, type RetryEnvironment, type RetryOptions, withRetries } from './server/with-retries';
export { type LanguageModelUsage, type TokenPrices, UsageMeter } from './usage-meter';
