import { changeWords } from '../change-words';
import { type Description, findDescriptions } from '../described-things';
import type { Candidate, LexicalContext } from '../lexical-context';

/** Words between two things whose attributes are swapped; farther ones are hardly ever mixed up. */
const MAX_DISTANCE = 40;

/** Swaps the attributes of two things: "a red car and a blue house" becomes "a blue car and a red house". */
export function attributeBindingCandidates(context: LexicalContext): Candidate[] {
  const descriptions = findDescriptions(context).filter(({ phrase }) => phrase !== undefined);
  const candidates: Candidate[] = [];
  for (const [index, first] of descriptions.entries()) {
    for (const second of descriptions.slice(index + 1)) {
      if (!canSwap(context, first, second, descriptions)) continue;
      const { words } = context.parsed;
      candidates.push({
        weight: 1,
        draw: () => [
          ...changeWords(context.parsed, first.word, first.word, words[second.word]!.lower),
          ...changeWords(context.parsed, second.word, second.word, words[first.word]!.lower),
        ],
      });
    }
  }
  return candidates;
}

function canSwap({ parsed, wordNet }: LexicalContext, first: Description, second: Description, all: readonly Description[]): boolean {
  if (first.attribute.dimension !== second.attribute.dimension || first.attribute.dimension === 'state') return false;
  if (Math.abs(first.word - second.word) > MAX_DISTANCE) return false;
  const nouns = [first.phrase!.noun, second.phrase!.noun] as const;
  if (nouns[0] === nouns[1] || wordNet.areRelated(...nouns)) return false;
  // Each must be able to have the other's, and to have nothing that is like it.
  const words = [parsed.words[first.word]!.lower, parsed.words[second.word]!.lower] as const;
  if (!first.attribute.alternatives.some((group) => group.includes(words[1]))) return false;
  if (!second.attribute.alternatives.some((group) => group.includes(words[0]))) return false;
  if (
    /^(?:light|dark|bright|pale|deep|very)$/.test(parsed.words[first.word - 1]?.lower ?? '') ||
    /^(?:light|dark|bright|pale|deep|very)$/.test(parsed.words[second.word - 1]?.lower ?? '')
  )
    return false;
  // Things of which more is said in the same respect would contradict themselves.
  return (
    nouns.every(
      (noun) => all.filter((other) => other.phrase?.noun === noun && other.attribute.dimension === first.attribute.dimension).length === 1,
    ) &&
    nouns.every(
      (noun) => parsed.phrases.filter((phrase) => phrase.noun === noun).length === 1 || first.phrase!.plural === second.phrase!.plural,
    )
  );
}
