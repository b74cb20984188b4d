import type { Taxonomy } from '@tldr-rm/schema';
import { changeWords } from '../change-words';
import type { Candidate, LexicalContext } from '../lexical-context';

/** Longest answer whose yes or no may be turned: more words would say the opposite of it. */
const MAX_WORDS = 1;

/** Turns a bare yes into a no or back, where the question tells what kind of mistake that is. */
export function yesNoCandidates({ parsed, question }: LexicalContext, taxonomy: Taxonomy): Candidate[] {
  if (question.kind !== 'yes-no' || question.yesNoTaxonomy !== taxonomy) return [];
  const said = parsed.words.filter(({ tag, text }) => tag !== 'PUNCT' && /[A-Za-z]/.test(text));
  if (said.length > MAX_WORDS || !/^(?:yes|no)$/.test(said[0]?.lower ?? '')) return [];
  const index = parsed.words.indexOf(said[0]!);
  return [{ weight: 1, draw: () => changeWords(parsed, index, index, said[0]!.lower === 'yes' ? 'no' : 'yes') }];
}
