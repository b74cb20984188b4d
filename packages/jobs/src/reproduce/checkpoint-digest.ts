import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of the model in a checkpoint folder, hexadecimal. */
export async function checkpointDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['config.json', 'tokenizer.json', 'model.safetensors', 'reward_head.safetensors'])
    hash.update(await readFile(join(folder, name)));
  return hash.digest('hex');
}
