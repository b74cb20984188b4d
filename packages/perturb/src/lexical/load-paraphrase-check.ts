import { splitWords } from '@tldr-rm/align';
import { singularOf } from './inflect';
import { WordNet } from './wordnet';

/**
 * Loads WordNet and gives a check of meaning: whether changed words may be just as true as the original ones, because a noun became a synonym, a kind or a class of
 * itself in any of its senses ("couch" and "sofa", "dog" and "animal", "coffee cup" and "cup"). It knows nouns alone, and says nothing against inserted words.
 */
export async function loadParaphraseCheck(): Promise<(original: string, changed: string) => boolean> {
  const wordNet = await WordNet.load();
  const areRelated = (first: string, second: string): boolean =>
    first === second || wordNet.areRelated(first, second) || wordNet.areRelated(singularOf(first), singularOf(second));
  return (original, changed) => {
    const [before, after] = [wordsOf(original), wordsOf(changed)];
    if (before.length === 0 || after.length === 0) return false;
    if (areRelated(before.join(' '), after.join(' '))) return true;
    return before.length === after.length && before.every((word, index) => areRelated(word, after[index]!));
  };
}

function wordsOf(text: string): string[] {
  return splitWords(text.toLowerCase())
    .map(({ text: word }) => word)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}
