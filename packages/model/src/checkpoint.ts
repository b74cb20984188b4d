import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeAtomically } from '@tldr-rm/files';
import { InputError } from '@tldr-rm/schema';
import { z } from 'zod';
import { type ModelConfig, parseModelConfig } from './config';
import type { LoraConfig } from './lora';
import { adaptedProjections } from './lora';
import { type ParameterShape, parameterShapes } from './parameter-shapes';
import { readSafetensors, type StoredType, writeSafetensors } from './safetensors';
import type { HostTensor } from './weights';

/** What training needs to go on from a checkpoint. */
export interface TrainerState {
  /** Steps done. */
  step: number;
  /** Texts seen. */
  texts: number;
  /** Seconds of training so far, over all runs. */
  seconds: number;
  optimizer: Map<string, HostTensor>;
}

/** A model on the host, as a checkpoint folder holds it. */
export interface Checkpoint {
  config: ModelConfig;
  /** Contents of tokenizer.json. */
  tokenizer: string;
  parameters: Map<string, HostTensor>;
  lora?: LoraConfig | undefined;
  trainer?: TrainerState | undefined;
}

const trainerStateSchema = z.object({ step: z.number().int().nonnegative(), texts: z.number(), seconds: z.number() });
const loraSchema = z.object({ r: z.number().int().positive(), lora_alpha: z.number().positive(), target_modules: z.array(z.string()) });

/** PEFT prefixes adapter names with this, since it wraps the base model twice. */
const PEFT_PREFIX = 'base_model.model.';

/**
 * Writes a checkpoint folder: config.json, tokenizer.json, model.safetensors, reward_head.safetensors, with adapters adapter_model.safetensors and
 * adapter_config.json (PEFT layout), and with a trainer state trainer_state.json and optimizer.safetensors. The folder appears whole or not at all.
 */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint, dtype: StoredType = 'F32'): Promise<void> {
  const temporary = join(dirname(folder), `.${basename(folder)}.tmp`);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const groups = { model: new Map(), reward_head: new Map(), adapter_model: new Map() } as Record<string, Map<string, HostTensor>>;
  for (const [name, tensor] of checkpoint.parameters) {
    if (name.includes('.lora_')) groups.adapter_model!.set(PEFT_PREFIX + name, tensor);
    else groups[/^(reward|taxonomy)_head\./.test(name) ? 'reward_head' : 'model']!.set(name, tensor);
  }
  const files: Record<string, string | Uint8Array> = {
    'config.json': toJson(checkpoint.config),
    'tokenizer.json': checkpoint.tokenizer,
    'model.safetensors': writeSafetensors(groups.model!, dtype),
    'reward_head.safetensors': writeSafetensors(groups.reward_head!, dtype),
  };
  if (checkpoint.lora) {
    const { rank, alpha, targets } = checkpoint.lora;
    files['adapter_model.safetensors'] = writeSafetensors(groups.adapter_model!, dtype);
    files['adapter_config.json'] = toJson({ peft_type: 'LORA', r: rank, lora_alpha: alpha, target_modules: targets });
  }
  if (checkpoint.trainer) {
    const { optimizer, ...state } = checkpoint.trainer;
    files['trainer_state.json'] = toJson(state);
    files['optimizer.safetensors'] = writeSafetensors(optimizer);
  }
  for (const [name, contents] of Object.entries(files)) await writeAtomically(join(temporary, name), contents);
  await syncFolder(temporary);
  await rm(folder, { recursive: true, force: true });
  await rename(temporary, folder);
  await syncFolder(dirname(folder));
}

/**
 * Reads a checkpoint folder.
 *
 * @throws {InputError} naming the file, if one is missing or damaged, or a parameter is missing or of another shape than the config says.
 */
export async function loadCheckpoint(folder: string): Promise<Checkpoint> {
  const config = parseModelConfig(await readJson(join(folder, 'config.json')));
  const tokenizer = await readText(join(folder, 'tokenizer.json'));
  const parameters = new Map([
    ...(await readTensors(folder, 'model.safetensors')),
    ...(await readTensors(folder, 'reward_head.safetensors')),
  ]);
  const checkpoint: Checkpoint = { config, tokenizer, parameters };
  const present = new Set(await readdir(folder));
  if (present.has('adapter_model.safetensors')) {
    const adapter = loraSchema.safeParse(await readJson(join(folder, 'adapter_config.json')));
    if (!adapter.success)
      throw new InputError('CHECKPOINT', `${folder}/adapter_config.json: not a LoRA config: ${z.prettifyError(adapter.error)}`);
    checkpoint.lora = { rank: adapter.data.r, alpha: adapter.data.lora_alpha, targets: adapter.data.target_modules };
    for (const [name, tensor] of await readTensors(folder, 'adapter_model.safetensors'))
      parameters.set(name.slice(PEFT_PREFIX.length), tensor);
  }
  checkShapes(folder, checkpoint);
  if (present.has('trainer_state.json')) {
    const state = trainerStateSchema.safeParse(await readJson(join(folder, 'trainer_state.json')));
    if (!state.success) throw new InputError('CHECKPOINT', `${folder}/trainer_state.json: ${z.prettifyError(state.error)}`);
    checkpoint.trainer = { ...state.data, optimizer: await readTensors(folder, 'optimizer.safetensors') };
  }
  return checkpoint;
}

/** The newest complete checkpoint under a training run's folder, or undefined. */
export async function latestCheckpoint(runFolder: string): Promise<string | undefined> {
  const names = await listCheckpoints(runFolder);
  const newest = names.at(-1);
  return newest && join(runFolder, newest);
}

/** Name of the checkpoint folder after a number of steps; names sort by step. */
export function checkpointName(step: number): string {
  return `checkpoint-${String(step).padStart(7, '0')}`;
}

/** Deletes all but the newest checkpoints of a run. */
export async function pruneCheckpoints(runFolder: string, keep: number): Promise<void> {
  const names = await listCheckpoints(runFolder);
  for (const name of names.slice(0, Math.max(0, names.length - keep))) await rm(join(runFolder, name), { recursive: true, force: true });
}

async function listCheckpoints(runFolder: string): Promise<string[]> {
  const names = await readdir(runFolder).catch(() => [] as string[]);
  return names.filter((name) => /^checkpoint-\d{7}$/.test(name)).sort();
}

function checkShapes(folder: string, { config, parameters, lora }: Checkpoint): void {
  const expected = new Map<string, Pick<ParameterShape, 'shape'>>(parameterShapes(config));
  if (lora) {
    for (const name of adaptedProjections(config, lora)) {
      const [output, input] = expected.get(`${name}.weight`)!.shape as [number, number];
      expected.set(`${name}.lora_A.weight`, { shape: [lora.rank, input] });
      expected.set(`${name}.lora_B.weight`, { shape: [output, lora.rank] });
    }
  }
  for (const [name, { shape }] of expected) {
    const found = parameters.get(name)?.shape;
    if (!found || found.join() !== shape.join()) {
      const problem = found ? `has shape [${found}], but config.json asks for [${shape}]` : 'is missing';
      throw new InputError(
        'CHECKPOINT',
        `${folder}: parameter ${name} ${problem}. The folder mixes files of different models, or is damaged.`,
      );
    }
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
    throw new InputError('CHECKPOINT', `${path}: not valid JSON (${(error as Error).message})`, { cause: error });
  }
}

function unreadable(path: string, error: Error): never {
  throw new InputError('CHECKPOINT', `${path}: cannot be read (${error.message}). A checkpoint folder is written by \`tldr-rm train\`.`, {
    cause: error,
  });
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
