export type { PerturbationEngine, PerturbRequest } from '../engine';
export type { IsParaphrase } from './checks/check-negative';
export type { RejectionReason } from './checks/rejection';
export type { EngineUsage } from './engine-usage';
export {
  createLanguageModelEngine,
  type LanguageModelEngine,
  type LanguageModelEngineOptions,
  MAXIMUM_EDITS,
  MAXIMUM_RESPONSE_LENGTH,
} from './language-model-engine';
