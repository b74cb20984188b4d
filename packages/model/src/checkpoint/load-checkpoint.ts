import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseModelConfig } from '../config';
import { inputError } from '../errors';
import { adapterShapes } from '../lora';
import { isAdapter } from '../lora-config';
import { parameterShapes } from '../parameter-shapes';
import { parseAdapterConfig } from '../weights/adapter-config';
import type { HostTensor } from '../weights/host-tensor';
import { readSafetensors } from '../weights/read-safetensors';
import type { Checkpoint } from './checkpoint';
import { PEFT_PREFIX } from './checkpoint-files';

const trainerStateSchema = z.object({
  step: z.number().int().nonnegative(),
  texts: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
});

/**
 * Reads a checkpoint folder.
 *
 * @throws {InputError} `CHECKPOINT`, `MODEL_CONFIG` or `SAFETENSORS`, naming the file, if one is missing or damaged, if a parameter is missing, of another shape than the config says or unknown to it, or
 * if there are adapters that could not be applied as they were trained.
 */
export async function loadCheckpoint(folder: string): Promise<Checkpoint> {
  const config = parseModelConfig(await readJson(join(folder, 'config.json')));
  const tokenizer = await readText(join(folder, 'tokenizer.json'));
  const parameters = await readTensors(folder, 'model.safetensors');
  for (const [name, tensor] of await readTensors(folder, 'reward_head.safetensors')) {
    if (parameters.has(name))
      throw inputError('CHECKPOINT', `${folder}: parameter ${name} is in model.safetensors and in reward_head.safetensors. Remove one.`);
    parameters.set(name, tensor);
  }
  const stray = [...parameters.keys()].find(isAdapter);
  if (stray)
    throw inputError('CHECKPOINT', `${folder}: the adapter ${stray} is not in adapter_model.safetensors, where adapters are read from.`);
  const checkpoint: Checkpoint = { config, tokenizer, parameters };
  const present = new Set(await readdir(folder));
  if (present.has('adapter_model.safetensors') || present.has('adapter_config.json')) {
    const path = join(folder, 'adapter_config.json');
    checkpoint.lora = parseAdapterConfig(await readJson(path), path);
    for (const [name, tensor] of await readTensors(folder, 'adapter_model.safetensors')) {
      if (!name.startsWith(PEFT_PREFIX) || !isAdapter(name)) {
        throw inputError(
          'CHECKPOINT',
          `${folder}/adapter_model.safetensors: ${name.slice(0, 200)} is no LoRA adapter. Only those are read.`,
        );
      }
      parameters.set(name.slice(PEFT_PREFIX.length), tensor);
    }
  } else if (present.has('adapter_model.bin')) {
    throw inputError(
      'CHECKPOINT',
      `${folder}/adapter_model.bin: adapters are read from safetensors only, since a pickle can hold a program. Save them as safetensors.`,
    );
  }
  checkShapes(folder, checkpoint);
  if (present.has('trainer_state.json')) {
    const state = trainerStateSchema.safeParse(await readJson(join(folder, 'trainer_state.json')));
    if (!state.success) throw inputError('CHECKPOINT', `${folder}/trainer_state.json: ${z.prettifyError(state.error)}`);
    checkpoint.trainer = { ...state.data, optimizer: await readTensors(folder, 'optimizer.safetensors') };
  }
  return checkpoint;
}

function checkShapes(folder: string, { config, parameters, lora }: Checkpoint): void {
  const expected = new Map([...parameterShapes(config), ...(lora ? adapterShapes(config, lora) : [])]);
  for (const [name, { shape }] of expected) {
    const found = parameters.get(name)?.shape;
    if (!found || found.join() !== shape.join()) {
      const problem = found
        ? `has shape [${found}], but ${isAdapter(name) ? 'adapter_config.json' : 'config.json'} asks for [${shape}]`
        : 'is missing';
      throw inputError('CHECKPOINT', `${folder}: parameter ${name} ${problem}. The folder mixes files of different models, or is damaged.`);
    }
  }
  for (const name of parameters.keys()) {
    if (expected.has(name)) continue;
    const problem = isAdapter(name)
      ? 'adapts what target_modules of adapter_config.json does not name, or what this model does not adapt'
      : 'is in no model of this config.json';
    throw inputError(
      'CHECKPOINT',
      `${folder}: parameter ${name.slice(0, 200)} ${problem}, and would be ignored. The folder mixes files of different models.`,
    );
  }
}

async function readTensors(folder: string, name: string): Promise<Map<string, HostTensor>> {
  const path = join(folder, name);
  return readSafetensors(await readFile(path).catch((error: Error) => unreadable(path, error)), path);
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => unreadable(path, error));
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw inputError('CHECKPOINT', `${path}: not valid JSON (${(error as Error).message.slice(0, 200)})`, { cause: error });
  }
}

function unreadable(path: string, error: Error): never {
  throw inputError('CHECKPOINT', `${path}: cannot be read (${error.message}). A checkpoint folder is written by \`tldr-rm train\`.`, {
    cause: error,
  });
}
