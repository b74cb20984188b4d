import { checkReplaceable, type ReplaceableFolder } from '../files/replace-folder';

/** The files of a checkpoint folder that say what the model computes; adapters are there if it has them. */
export const MODEL_FILES = {
  required: ['config.json', 'tokenizer.json', 'model.safetensors', 'reward_head.safetensors'],
  optional: ['adapter_model.safetensors', 'adapter_config.json'],
} as const;

/** The files that training needs to go on. */
export const TRAINER_FILES = ['trainer_state.json', 'optimizer.safetensors'] as const;

/** What may be replaced by a checkpoint, or deleted as one. */
export const CHECKPOINT_FOLDER: ReplaceableFolder = {
  what: 'a checkpoint',
  required: MODEL_FILES.required,
  optional: [...MODEL_FILES.optional, ...TRAINER_FILES],
};

/** PEFT prefixes adapter names with this, since it wraps the base model twice. */
export const PEFT_PREFIX = 'base_model.model.';

/**
 * Checks, before any work, that `saveCheckpoint` may write a folder: it is missing, empty, or an earlier checkpoint and nothing else.
 *
 * @throws {InputError} `OUTPUT_TAKEN` if something else is there.
 */
export async function checkCheckpointFolder(folder: string): Promise<void> {
  await checkReplaceable(folder, CHECKPOINT_FOLDER);
}
