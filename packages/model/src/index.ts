export { averageCheckpoints } from './average-checkpoints';
export { changeModel, type ModelChange } from './change-model';
export {
  type Checkpoint,
  checkpointName,
  latestCheckpoint,
  loadCheckpoint,
  pruneCheckpoints,
  saveCheckpoint,
  type TrainerState,
} from './checkpoint';
export { gridSize, type ModelConfig, modelConfigSchema, PATCH_HEADS, type PatchHead, parseModelConfig } from './config';
export { decodeText, type ImageCache, prefillImage } from './decoder';
export { type ExportOptions, exportDetector } from './export-detector';
export { addWeightNoise } from './generate/add-weight-noise';
export type { SamplingOptions } from './generate/choose-token';
export {
  type GeneratedText,
  type GenerationOptions,
  type GenerationRequest,
  type LikelihoodRequest,
  TextGenerator,
  type TokenLikelihoods,
} from './generate/text-generator';
export { adaptedProjections, initializeLora, type LoraConfig, mergeLora } from './lora';
export { type ParameterShape, parameterShapes } from './parameter-shapes';
export { readSafetensors, type StoredType, writeSafetensors } from './safetensors';
export { type BatchTensors, batchTensors } from './train/batch-tensors';
export { computeLosses, type LossWeights } from './train/losses';
export { type PackedBatch, type PackOptions, packBatch } from './train/pack-batch';
export { type ScoredTokens, type ScoreExamples, scoreExamples } from './train/score-examples';
export { type PatchClasses, type ScorePatches, scorePatches } from './train/score-patches';
export { selectBackend, TRAINING_BACKENDS, type TrainingBackend } from './train/select-backend';
export { type LabelledText, SPECIAL_TOKENS, type SpecialIds, specialIds, type TextSequence, textSequences } from './train/text-sequence';
export { type CurrentModel, type TrainOptions, type TrainResult, train } from './train/trainer';
export { type TrainingConfig, trainingConfigSchema } from './train/training-config';
export type { TrainingData, TrainingExample, TrainingText } from './train/training-data';
export { type LogEntry, TrainingLog } from './train/training-log';
export { encodeImage } from './vision-encoder';
export {
  connectImages,
  encodeImages,
  languageLogits,
  patchLogits,
  rewardLogits,
  scoreTexts,
  type TokenLogits,
  taxonomyLogits,
} from './vlm';
export { type HostTensor, initializeParameters, Weights } from './weights';
