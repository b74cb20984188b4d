/**
 * Writes `NAME.json` for every tokenizer into a folder, for tools outside of Node.
 *
 * From this folder: `node --import tsx src/write-tokenizers.ts FOLDER`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REAL_TOKENIZERS, realTokenizerJson } from './real-tokenizers';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder to write to.');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
for (const name of REAL_TOKENIZERS) await writeFile(join(folder, `${name}.json`), await realTokenizerJson(name));
