import type { Edit } from '../edit';
import { changeWords } from './change-words';
import type { LexicalContext } from './lexical-context';

/**
 * Keeps a changed answer an answer to its question. What the question says itself is not changed, except after a yes, which then becomes a no:
 * "Is the car red?" "Yes, it is red." has the wrong answer "No, it is blue." and not "Yes, it is blue."
 */
export function answering({ parsed, question }: LexicalContext, edits: Edit[] | null): Edit[] | null {
  if (edits === null || question.kind === 'describe') return edits;
  const first = parsed.words[0]?.lower;
  const opens = (first === 'yes' || first === 'no') && parsed.words.length > 2;
  const changed = edits.filter(({ label, start, end }) => label === 'hallucinated' && end > start);
  const isAsked = (text: string): boolean => wordsOf(text).length > 0 && wordsOf(text).every((word) => question.words.has(word));
  if (opens && first === 'no' && changed.some(({ text }) => isAsked(text))) return null;
  if (!changed.some(({ start, end }) => isAsked(parsed.text.slice(start, end)))) return edits;
  if (!opens || first === 'no' || question.kind !== 'yes-no') return null;
  return [...changeWords(parsed, 0, 0, 'no'), ...edits];
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((word) => !/^(?:an?|the)$/.test(word));
}
