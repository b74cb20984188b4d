import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointName, latestCheckpoint, loadCheckpoint, pruneCheckpoints, saveCheckpoint } from './checkpoint';
import { initializeLora } from './lora';
import { parameterShapes } from './parameter-shapes';
import { tinyConfig } from './test-support/tiny-config';
import { initializeParameters } from './weights';

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
    await rm(join(path, 'reward_head.safetensors'));
    await saveCheckpoint(path, { config: tinyConfig, tokenizer: '{}', parameters });
    await rm(join(path, 'reward_head.safetensors'));
    await expect(loadCheckpoint(path)).rejects.toThrow(/reward_head\.safetensors: cannot be read/);
  });
});
