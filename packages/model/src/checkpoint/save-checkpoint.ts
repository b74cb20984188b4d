import { join } from 'node:path';
import { writeAtomically } from '@tldr-rm/files';
import { inputError } from '../errors';
import { replaceFolder } from '../files/replace-folder';
import { isAdapter } from '../lora-config';
import { adapterConfig } from '../weights/adapter-config';
import type { HostTensor } from '../weights/host-tensor';
import { type StoredType, writeSafetensors } from '../weights/write-safetensors';
import type { Checkpoint } from './checkpoint';
import { CHECKPOINT_FOLDER, PEFT_PREFIX } from './checkpoint-files';

/**
 * Writes a checkpoint folder: config.json, tokenizer.json, model.safetensors, reward_head.safetensors, with adapters adapter_model.safetensors and
 * adapter_config.json (PEFT layout), and with a trainer state trainer_state.json and optimizer.safetensors. The folder appears whole or not at all, in place of an earlier checkpoint.
 *
 * @throws {InputError} `ADAPTERS` if there are adapters without a config, `OUTPUT_TAKEN` if the folder holds anything but an earlier checkpoint.
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`: then what was there is as it was, and nothing is left behind.
 */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint, dtype: StoredType = 'F32'): Promise<void> {
  const { config, tokenizer, parameters, lora, trainer } = checkpoint;
  if (!lora && [...parameters.keys()].some(isAdapter)) {
    throw inputError(
      'ADAPTERS',
      `${folder}: the model to be saved has adapters and no LoRA config to apply them by. Give the config, or merge the adapters first.`,
    );
  }
  await replaceFolder(folder, CHECKPOINT_FOLDER, async (temporary) => {
    const write = (name: string, contents: string | Uint8Array): Promise<void> => writeAtomically(join(temporary, name), contents);
    const select = (fits: (name: string) => boolean, prefix = ''): Map<string, HostTensor> =>
      new Map([...parameters].flatMap(([name, tensor]) => (fits(name) ? [[prefix + name, tensor] as const] : [])));
    await write('config.json', toJson(config));
    await write('tokenizer.json', tokenizer);
    await write(
      'model.safetensors',
      writeSafetensors(
        select((name) => !isAdapter(name) && !isHead(name)),
        dtype,
      ),
    );
    await write(
      'reward_head.safetensors',
      writeSafetensors(
        select((name) => !isAdapter(name) && isHead(name)),
        dtype,
      ),
    );
    if (lora) {
      await write('adapter_model.safetensors', writeSafetensors(select(isAdapter, PEFT_PREFIX), dtype));
      await write('adapter_config.json', toJson(adapterConfig(lora)));
    }
    if (trainer) {
      const { optimizer, ...state } = trainer;
      await write('trainer_state.json', toJson(state));
      await write('optimizer.safetensors', writeSafetensors(optimizer));
    }
  });
}

function isHead(name: string): boolean {
  return /^(reward|taxonomy)_head\./.test(name);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
