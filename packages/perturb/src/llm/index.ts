export type { PerturbationEngine, PerturbRequest } from '../engine';
export type { IsParaphrase } from './checks/check-negative';
export type { RejectionReason } from './checks/rejection';
export {
  createLanguageModelEngine,
  type LanguageModelEngine,
  type LanguageModelEngineOptions,
  MAX_EDITS,
  MAX_RESPONSE_LENGTH,
} from './language-model-engine';
