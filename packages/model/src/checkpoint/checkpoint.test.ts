import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeLora } from '../lora';
import type { LoraConfig } from '../lora-config';
import { parameterShapes } from '../parameter-shapes';
import { tinyConfig } from '../test-support/tiny-config';
import type { HostTensor } from '../weights/host-tensor';
import { initializeParameters } from '../weights/initialize-parameters';
import type { Checkpoint } from './checkpoint';
import { checkCheckpointFolder } from './checkpoint-files';
import { digestCheckpoint } from './digest-checkpoint';
import { loadCheckpoint } from './load-checkpoint';
import { checkpointName, latestCheckpoint, mendCheckpoints, pruneCheckpoints } from './run-checkpoints';
import { saveCheckpoint } from './save-checkpoint';

let folder: string;
const parameters = initializeParameters(parameterShapes(tinyConfig), 1);
const lora = { rank: 2, alpha: 4, targets: ['q_proj'] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('checkpoints', () => {
  it('come back as they were saved, with adapters and trainer state', async () => {
    const path = join(folder, 'whole');
    const all = new Map([...parameters, ...initializeLora(tinyConfig, lora, 2)]);
    const optimizer = new Map([['first.connector.weight', parameters.get('connector.weight')!]]);
    const trainer = { step: 5, texts: 80, seconds: 1.5, optimizer };
    await saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters: all, lora, trainer });
    const loaded = await loadCheckpoint(path);
    expect(loaded).toEqual({ config: tinyConfig, tokenizer: '{}', parameters: all, lora, trainer });
    const adapter = await readFile(join(path, 'adapter_model.safetensors'), 'latin1');
    expect(adapter).toContain('base_model.model.decoder.layers.0.self_attn.q_proj.lora_A.weight');
  });

  it('are found by step, and a half-written one is not', async () => {
    const run = join(folder, 'run');
    for (const step of [5, 40, 300])
      await saveCheckpoint(join(run, checkpointName(step)), { config: tinyConfig, tokenizer: '{}', parameters });
    await mkdir(join(run, '.checkpoint-0000400.tmp'));
    expect(await latestCheckpoint(run)).toBe(join(run, checkpointName(300)));
    await pruneCheckpoints(run, 1);
    await expect(loadCheckpoint(join(run, checkpointName(40)))).rejects.toThrow(InputError);
    expect(await latestCheckpoint(join(folder, 'nothing'))).toBeUndefined();
  });

  it('are refused with the file named when one is missing, cut off or of another model', async () => {
    const path = join(folder, 'damaged');
    await saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters });
    await writeFile(join(path, 'config.json'), JSON.stringify({ ...tinyConfig, decoder: { ...tinyConfig.decoder, vocabularySize: 301 } }));
    await expect(loadCheckpoint(path)).rejects.toThrow(/embed_tokens\.weight has shape \[300,16\], but config\.json asks for \[301,16\]/);
    await saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters });
    await truncate(join(path, 'model.safetensors'), 5000);
    await expect(loadCheckpoint(path)).rejects.toThrow(/model\.safetensors: not a usable safetensors file/);
    await saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters });
    await rm(join(path, 'reward_head.safetensors'));
    await expect(loadCheckpoint(path)).rejects.toThrow(/reward_head\.safetensors: cannot be read/);
  });

  it('are refused where reading them would leave something out', async () => {
    const path = join(folder, 'leftover');
    const save = (more: [string, HostTensor][], config: LoraConfig | undefined): Promise<void> =>
      saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters: new Map([...parameters, ...more]), lora: config });
    const adapters = [...initializeLora(tinyConfig, lora, 2)];
    const extra = { shape: [1], values: Float32Array.of(1) };
    await save([['decoder.layers.9.weight', extra]], undefined);
    await expect(loadCheckpoint(path)).rejects.toThrow(/decoder\.layers\.9\.weight is in no model of this config/);
    await save([...adapters, ['decoder.layers.0.mlp.up_proj.lora_A.weight', extra]], lora);
    await expect(loadCheckpoint(path)).rejects.toThrow(/up_proj\.lora_A\.weight adapts what target_modules/);
    await save([...adapters, ['decoder.layers.0.self_attn.q_proj.lora_magnitude_vector', extra]], lora);
    await expect(loadCheckpoint(path)).rejects.toThrow(/lora_magnitude_vector/);
    await save(adapters.slice(1), lora);
    await expect(loadCheckpoint(path)).rejects.toThrow(/lora_A\.weight is missing/);
    await save(adapters, { ...lora, rank: 3 });
    await expect(loadCheckpoint(path)).rejects.toThrow(/adapter_config\.json asks for \[3,16\]/);
    await save(adapters, lora);
    await rm(join(path, 'adapter_model.safetensors'));
    await expect(loadCheckpoint(path)).rejects.toThrow(/adapter_model\.safetensors: cannot be read/);
    await rm(join(path, 'adapter_config.json'));
    await writeFile(join(path, 'adapter_model.bin'), 'a pickle');
    await expect(loadCheckpoint(path)).rejects.toThrow(/adapters are read from safetensors only/);
  });

  it('are not saved with adapters that nothing says how to apply', async () => {
    const all = new Map([...parameters, ...initializeLora(tinyConfig, lora, 2)]);
    await expect(saveCheckpoint(join(folder, 'lost'), { config: tinyConfig, tokenizer: '{}', parameters: all })).rejects.toMatchObject({
      code: 'ADAPTERS',
    });
  });

  it('replace an earlier checkpoint, and nothing else', async () => {
    const checkpoint = { config: tinyConfig, tokenizer: '{}', parameters };
    const path = join(folder, 'place');
    await mkdir(path);
    await saveCheckpoint(path, checkpoint);
    await saveCheckpoint(path, { ...checkpoint, tokenizer: '[]' });
    expect((await loadCheckpoint(path)).tokenizer).toBe('[]');
    await writeFile(join(path, 'notes.txt'), 'mine');
    const before = await readdir(folder);
    for (const taken of [path, join(path, 'notes.txt'), folder]) {
      await expect(saveCheckpoint(taken, checkpoint)).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
      await expect(checkCheckpointFolder(taken)).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
    }
    expect(await readFile(join(path, 'notes.txt'), 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(before);
    await checkCheckpointFolder(join(folder, 'missing'));
  });

  it('are written to where a link leads', async () => {
    const path = join(folder, 'linked');
    await mkdir(path);
    await symlink(path, join(folder, 'link'));
    await saveCheckpoint(join(folder, 'link'), { config: tinyConfig, tokenizer: '{}', parameters });
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect((await loadCheckpoint(path)).tokenizer).toBe('{}');
  });

  it('leave nothing behind and keep the earlier one when writing fails', async () => {
    const place = await mkdtemp(join(folder, 'full-'));
    const path = join(place, 'checkpoint-0000001');
    const checkpoint = { config: tinyConfig, tokenizer: '{}', parameters };
    await saveCheckpoint(path, checkpoint);
    // A tokenizer that no file can be made of fails after the config is written, as a full disk would.
    const failing = { ...checkpoint, tokenizer: { length: 1 } as unknown as string };
    await expect(saveCheckpoint(path, failing)).rejects.toThrow();
    expect(await readdir(place)).toEqual(['checkpoint-0000001']);
    expect((await loadCheckpoint(path)).tokenizer).toBe('{}');
  });

  it('are written after a killed run, whatever it left', async () => {
    const place = await mkdtemp(join(folder, 'killed-'));
    const path = join(place, 'kept');
    const checkpoint = { config: tinyConfig, tokenizer: '{}', parameters };
    await saveCheckpoint(path, checkpoint);
    await rename(path, join(place, '.kept.old'));
    await mkdir(join(place, '.kept.tmp'));
    await writeFile(join(place, '.kept.tmp/.tldr-rm-01234567-1-0123456789ab.tmp'), '{');
    await expect(saveCheckpoint(path, { ...checkpoint, tokenizer: { length: 1 } as unknown as string })).rejects.toThrow();
    expect((await loadCheckpoint(path)).tokenizer).toBe('{}');
    await saveCheckpoint(path, checkpoint);
    expect(await readdir(place)).toEqual(['kept']);
    await mkdir(join(place, '.kept.tmp'));
    await writeFile(join(place, '.kept.tmp/notes.txt'), 'mine');
    await expect(saveCheckpoint(path, checkpoint)).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
    expect(await readFile(join(place, '.kept.tmp/notes.txt'), 'utf8')).toBe('mine');
  });

  it('that a killed run had not finished are deleted, or come back where they had been replaced, and nothing else is', async () => {
    const run = join(folder, 'mended');
    const checkpoint = { config: tinyConfig, tokenizer: '{}', parameters };
    for (const step of [1, 2]) await saveCheckpoint(join(run, checkpointName(step)), checkpoint);
    await rename(join(run, checkpointName(2)), join(run, `.${checkpointName(2)}.old`));
    await mkdir(join(run, `.${checkpointName(3)}.tmp`));
    await writeFile(join(run, `.${checkpointName(3)}.tmp`, 'config.json'), '{');
    await mkdir(join(run, '.mine.tmp'));
    await mendCheckpoints(run);
    expect((await readdir(run)).sort()).toEqual(['.mine.tmp', checkpointName(1), checkpointName(2)]);
    await mkdir(join(run, `.${checkpointName(3)}.tmp`));
    await writeFile(join(run, `.${checkpointName(3)}.tmp`, 'notes.txt'), 'mine');
    await expect(mendCheckpoints(run)).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
  });

  it('of a run are pruned, but for folders that hold anything else', async () => {
    const run = join(folder, 'pruned');
    for (const step of [1, 2, 3])
      await saveCheckpoint(join(run, checkpointName(step)), { config: tinyConfig, tokenizer: '{}', parameters });
    await writeFile(join(run, checkpointName(1), 'notes.txt'), 'mine');
    await pruneCheckpoints(run, 1);
    expect((await readdir(run)).sort()).toEqual([checkpointName(1), checkpointName(3)]);
  });

  it('have a digest that tells models apart, adapters and heads included, and does not see the state of training', async () => {
    const digestOf = async (checkpoint: Partial<Checkpoint>): Promise<string> => {
      const path = await mkdtemp(join(folder, 'digest-'));
      await saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters, ...checkpoint });
      return digestCheckpoint(path);
    };
    const changed = (name: string): Partial<Checkpoint> => {
      const { shape, values } = parameters.get(name)!;
      return { parameters: new Map([...parameters, [name, { shape, values: values.map((value) => value + 1) }]]) };
    };
    const adapted = (seed: number, alpha = 4): Partial<Checkpoint> => ({
      parameters: new Map([...parameters, ...initializeLora(tinyConfig, lora, seed)]),
      lora: { ...lora, alpha },
    });
    const plain = await digestOf({});
    expect(await digestOf({ trainer: { step: 1, texts: 1, seconds: 1, optimizer: new Map() } })).toBe(plain);
    const others = [changed('connector.weight'), changed('reward_head.bias'), { tokenizer: '[]' }, adapted(1), adapted(2), adapted(1, 8)];
    const digests = await Promise.all(others.map(digestOf));
    expect(new Set([plain, ...digests]).size).toBe(7);
    await expect(digestCheckpoint(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'CHECKPOINT' });
  });
});
