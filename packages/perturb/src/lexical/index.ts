export type { PerturbationEngine, PerturbRequest } from '../engine';
export type { LexicalEngine } from './lexical-engine';
export { type LexicalEngineOptions, loadLexicalEngine } from './load-lexical-engine';
export { loadParaphraseCheck } from './load-paraphrase-check';
