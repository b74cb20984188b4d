import { InputError, TldrError } from '@tldr-rm/schema';

/** What went wrong, for programs: stable, unlike the message. */
export type ModelErrorCode =
  | 'ADAPTERS'
  | 'AVERAGE'
  | 'BACKEND_LOAD_FAILED'
  | 'BACKEND_NOT_INSTALLED'
  | 'BATCH_SHAPE'
  | 'CHECKPOINT'
  | 'CLOSED'
  | 'GENERATION'
  | 'GPU_MISSING'
  | 'IMAGE_SHAPE'
  | 'LOSS_NOT_FINITE'
  | 'MODEL_CONFIG'
  | 'NO_LOSS'
  | 'OUTPUT_TAKEN'
  | 'PARAMETER_MISSING'
  | 'PATCH_CLASS'
  | 'PATCH_COUNT'
  | 'SAFETENSORS'
  | 'SAMPLING'
  | 'TOKENIZER_SPECIAL'
  | 'TRAINABLE';

/** What the caller gave cannot be used. */
export function inputError(code: ModelErrorCode, message: string, options?: { cause?: unknown }): InputError {
  return new InputError(code, message, options);
}

/** Something went wrong that is not in one input. */
export function internalError(code: ModelErrorCode, message: string, options?: { cause?: unknown }): TldrError {
  return new TldrError(code, message, options);
}
