import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainingData } from '@tldr-rm/model';
import { InputError } from '@tldr-rm/schema';
import type { TrainFile } from './train-file';

/** The batches of a split of what a config names; undefined if it names no validation samples. */
export async function openTrainingData(
  file: TrainFile,
  split: 'train' | 'validation',
  grid: number,
  imageSize: number,
): Promise<TrainingData | undefined> {
  if (file.data.kind === 'scenes') {
    const { scenesData } = await import('./scenes-data');
    return scenesData(file.data, { split, grid });
  }
  const { assertDisjointImages, jsonlData } = await import('./jsonl-data');
  if (split === 'train') return jsonlData(file.data, imageSize);
  if (!file.data.validation) return undefined;
  await assertDisjointImages(file.data.train, file.data.validation);
  return jsonlData(file.data, imageSize, file.data.validation);
}

/** The tokenizer that a config names, or one trained on its texts; the text of its `tokenizer.json`. */
export async function makeTokenizer(file: TrainFile): Promise<string> {
  if (file.tokenizer && 'file' in file.tokenizer) return readTokenizer(file.tokenizer.file);
  const [{ trainBytePairTokenizer }, { SPECIAL_TOKENS }] = await Promise.all([import('@tldr-rm/align'), import('@tldr-rm/model')]);
  const texts = await tokenizerTexts(file);
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-'));
  try {
    const path = join(folder, 'tokenizer.json');
    await trainBytePairTokenizer(texts, { vocabularySize: file.model!.decoder.vocabularySize, specialTokens: [...SPECIAL_TOKENS], path });
    return await readFile(path, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readTokenizer(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError('TOKENIZER_UNREADABLE', `${path}: cannot be read (${error.message}). The config names it as its tokenizer.`, {
      cause: error,
    });
  });
}

async function tokenizerTexts(file: TrainFile): Promise<string[]> {
  if (file.data.kind === 'scenes') {
    const { scenesTexts } = await import('./scenes-data');
    const count = file.tokenizer && 'texts' in file.tokenizer ? file.tokenizer.texts : 20_000;
    return [...scenesTexts(file.data.seed, count)];
  }
  const { readImageTexts } = await import('./jsonl-data');
  return [...(await readImageTexts(file.data.train)).values()].flat().flatMap(({ prompt, response }) => [prompt, response]);
}
