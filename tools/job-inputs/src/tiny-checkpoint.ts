import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trainBytePairTokenizer } from '@tldr-rm/align';
import { initializeParameters, parameterShapes, parseModelConfig, SPECIAL_TOKENS, saveCheckpoint } from '@tldr-rm/model';

/** Writes a checkpoint that has learned nothing into a folder, beside its tokenizer, and gives its path. */
export async function writeTinyCheckpoint(folder: string): Promise<string> {
  const config = parseModelConfig({
    architecture: 'tldr-vlm',
    imageSize: 16,
    vision: { patchSize: 4, stemWidths: [8, 16], hiddenSize: 16, layers: 1, heads: 2, mlpSize: 24 },
    decoder: { vocabularySize: 300, hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, mlpSize: 24, ropeBase: 10000 },
    normEpsilon: 0.00001,
  });
  const path = join(folder, 'tokenizer.json');
  await trainBytePairTokenizer(['It is red.'], { vocabularySize: 300, specialTokens: [...SPECIAL_TOKENS], path });
  const checkpoint = join(folder, 'checkpoint');
  await saveCheckpoint(checkpoint, {
    config,
    tokenizer: await readFile(path, 'utf8'),
    parameters: initializeParameters(parameterShapes(config), 1),
  });
  return checkpoint;
}
