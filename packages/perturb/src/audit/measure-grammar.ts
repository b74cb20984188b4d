import type { Negative } from './audited-sample';
import type { GrammarChecker } from './grammar-checker';
import type { GrammarProblem } from './grammar-problem';
import { wordsOf } from './text-features';

/** Problems of language that negatives have and their originals do not. */
export interface GrammarFigures {
  /** Pairs that were read. */
  checked: number;
  /** Negatives with a new problem. */
  flawed: number;
  byKind: Record<string, number>;
  examples: GrammarExample[];
}

export interface GrammarExample extends GrammarProblem {
  id: string;
  response: string;
}

const MOST_EXAMPLES = 20;

/**
 * Checks negatives against their originals. A problem counts if the original does not have it. Words that any of the true texts uses are not misspelled, so that names,
 * terms and the spelling of another country do not count.
 */
export async function measureGrammar(negatives: readonly Negative[], checker: GrammarChecker): Promise<GrammarFigures> {
  const trueWords = new Set(negatives.flatMap(({ original }) => wordsOf(original)));
  const figures: GrammarFigures = { checked: negatives.length, flawed: 0, byKind: {}, examples: [] };
  for (const { id, original, response } of negatives) {
    const found = (await checker.check(response)).filter((problem) => !isUsedWord(problem, trueWords));
    if (found.length === 0) continue;
    const known = (await checker.check(original)).map(nameOf);
    const fresh = found.filter((problem) => {
      const at = known.indexOf(nameOf(problem));
      if (at !== -1) known.splice(at, 1);
      return at === -1;
    });
    if (fresh.length === 0) continue;
    figures.flawed += 1;
    for (const kind of new Set(fresh.map((problem) => problem.kind))) figures.byKind[kind] = (figures.byKind[kind] ?? 0) + 1;
    if (figures.examples.length < MOST_EXAMPLES) figures.examples.push({ ...fresh[0]!, id, response });
  }
  return figures;
}

function isUsedWord({ kind, text }: GrammarProblem, trueWords: ReadonlySet<string>): boolean {
  return (kind === 'Spelling' || kind === 'Typo') && wordsOf(text).every((word) => trueWords.has(word));
}

/** A problem is the same in both texts if it is of the same kind with the same message; the words may be those that were replaced. */
function nameOf({ kind, message }: GrammarProblem): string {
  return `${kind}: ${message}`;
}
