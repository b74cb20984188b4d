export { REAL_TOKENIZERS, type RealTokenizer, realTokenizerJson } from './real-tokenizers';
