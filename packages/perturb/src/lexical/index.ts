export type { PerturbationEngine, PerturbRequest } from '../engine';
export { type LexicalEngine, MAXIMUM_LEXICAL_LENGTH } from './lexical-engine';
export { type LexicalEngineOptions, loadLexicalEngine } from './load-lexical-engine';
export { loadParaphraseCheck } from './load-paraphrase-check';
