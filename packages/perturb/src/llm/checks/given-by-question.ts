import { isFunctionWord, isGrammarChange } from './grammar-words';
import type { LabelledChange } from './label-edit';
import { plainWords } from './plain-words';

/** Questions that ask whether something is so; their answers repeat what may be false. */
const YES_OR_NO = /^\s*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b/i;

/** Whether a text asks something, rather than to describe the picture. */
export function isQuestion(prompt: string): boolean {
  return prompt.trimEnd().endsWith('?');
}

/** Whether a change touches only words that an answer repeats from its question: changing them contradicts the question, not the picture. */
export function isGivenByQuestion({ original }: LabelledChange, question: string): boolean {
  if (!isQuestion(question) || YES_OR_NO.test(question)) return false;
  const content = plainWords(original).filter((word) => !isFunctionWord(word));
  const given = plainWords(question);
  return content.length > 0 && content.every((word) => given.some((other) => isGrammarChange(other, word)));
}
