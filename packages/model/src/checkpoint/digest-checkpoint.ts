import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inputError } from '../errors';
import { MODEL_FILES } from './checkpoint-files';

/**
 * Names the model in a checkpoint folder: SHA-256 of its config, tokenizer, weights, heads and adapters. The state of training changes nothing in it.
 *
 * @returns hexadecimal.
 * @throws {InputError} `CHECKPOINT` if a file is missing or cannot be read.
 */
export async function digestCheckpoint(folder: string): Promise<string> {
  const present = new Set(await readdir(folder).catch(() => [] as string[]));
  const whole = createHash('sha256');
  for (const name of [...MODEL_FILES.required, ...MODEL_FILES.optional.filter((optional) => present.has(optional))]) {
    const own = createHash('sha256');
    const path = join(folder, name);
    await pipeline(createReadStream(path), own).catch((error: Error) => {
      throw inputError(
        'CHECKPOINT',
        `${path}: cannot be read (${error.message}). A checkpoint folder holds ${MODEL_FILES.required.join(', ')}.`,
        { cause: error },
      );
    });
    whole.update(`${name}\n${own.digest('hex')}\n`);
  }
  return whole.digest('hex');
}
