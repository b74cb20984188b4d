import { InputError } from '@tldr-rm/schema';
import type { GrammarProblem } from './grammar-problem';

/** Finds problems of English texts. */
export interface GrammarChecker {
  check(text: string): Promise<GrammarProblem[]>;
}

/**
 * Loads a checker that needs no network: harper.js (articles, spelling, repetitions, confused words) and, for what that misses, rules of agreement in number on the
 * parts of speech that wink-nlp finds. Takes a few seconds and 400 MB of memory. harper.js is an optional peer, for it is 70 MB.
 *
 * @throws {InputError} `GRAMMAR_CHECKER_MISSING` if it is not installed.
 */
export async function loadGrammarChecker(): Promise<GrammarChecker> {
  const [harper, { slimBinary }, { findAgreementProblems }] = await Promise.all([
    import('harper.js'),
    import('harper.js/slimBinary'),
    import('./find-agreement-problems'),
  ]).catch((error: Error): never => {
    throw new InputError('GRAMMAR_CHECKER_MISSING', 'The grammar check needs harper.js: npm install harper.js.', { cause: error });
  });
  const linter = new harper.LocalLinter({ binary: slimBinary, dialect: harper.Dialect.American });
  await linter.setup();
  return { check: async (text) => [...(await lint(text, linter)), ...findAgreementProblems(text)] };
}

async function lint(text: string, linter: Pick<import('harper.js').LocalLinter, 'lint'>): Promise<GrammarProblem[]> {
  const problems: GrammarProblem[] = [];
  for (const found of await linter.lint(text, { language: 'plaintext' })) {
    problems.push({ kind: found.lint_kind(), message: found.message(), text: found.get_problem_text() });
    found.free();
  }
  // harper.js passes over most words that stand twice.
  if (problems.every(({ kind }) => kind !== 'Repetition')) {
    for (const [words] of text.matchAll(REPEATED_WORD)) problems.push({ kind: 'Repetition', message: 'The same word twice.', text: words });
  }
  return problems;
}

const REPEATED_WORD = /(?<![\p{L}\p{N}])(\p{L}+)\s+\1(?![\p{L}\p{N}])/giu;
