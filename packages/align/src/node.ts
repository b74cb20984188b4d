export * from './index';
export { loadTokenizer } from './load-tokenizer';
export { type TrainTokenizerOptions, trainBytePairTokenizer } from './train-byte-pair-tokenizer';
