import type { LexicalContext } from '../lexical-context';
import type { NounPhrase } from '../noun-phrases';

/** Lexicographer files of WordNet for animals and plants. Its artifacts are classed by purpose or material, and seldom stand in for each other. */
const ORGANISMS: ReadonlySet<number> = new Set([5, 20]);
/** What all kinds of animals and plants are kinds of; their parts are not. */
const KINDS: ReadonlySet<string> = new Set(['animal', 'plant']);
/** Rarer words in 51 million stand out by themselves. */
const MIN_SPOKEN = 150;
/** A replacement may be this much rarer or more frequent than the word it replaces. */
const MAX_RATIO = 20;
/** A class with more members is too broad for them to be alike. */
const MAX_SIBLINGS = 40;

/** Terms with the same direct hypernym in WordNet, for animals and plants that no class has: frequent words whose main sense it is. */
export function coordinateTerms({ wordNet, weights }: LexicalContext, noun: string, mentions: readonly NounPhrase[]): string[] {
  const [sense] = wordNet.senses(noun);
  if (
    sense === undefined ||
    !mentions.every(({ plural, determiner, number }) => plural || number !== undefined || determiner !== undefined)
  )
    return [];
  const { file, hypernyms } = wordNet.synset(sense);
  const frequency = weights.spokenCount(noun);
  if (
    !ORGANISMS.has(file) ||
    frequency < MIN_SPOKEN ||
    ![...wordNet.ancestors(sense)].some((above) => wordNet.synset(above).words.some((word) => KINDS.has(word)))
  )
    return [];
  const terms = new Set<string>();
  for (const hypernym of hypernyms) {
    const siblings = wordNet.synset(hypernym).hyponyms;
    if (siblings.length > MAX_SIBLINGS) continue;
    for (const sibling of siblings) {
      if (sibling === sense) continue;
      for (const word of wordNet.synset(sibling).words) {
        if (!/^[a-z]+$/.test(word) || wordNet.senses(word)[0] !== sibling) continue;
        const count = weights.spokenCount(word);
        if (count >= MIN_SPOKEN && count * MAX_RATIO >= frequency && count <= frequency * MAX_RATIO) terms.add(word);
      }
    }
  }
  return [...terms];
}
