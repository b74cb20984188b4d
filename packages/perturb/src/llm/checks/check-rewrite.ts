import { isFunctionWord, isGrammarChange } from './grammar-words';
import { plainWords } from './plain-words';
import { quantityOf } from './quantities';
import type { Rejection } from './rejection';

/** Words that a sentence may need beside those of the question and the answer, such as a verb. */
const MOST_NEW_WORDS = 2;
/** An answer of more words, or one with a verb, is a sentence already. */
const MOST_ANSWER_WORDS = 5;
const VERB = /\b(?:is|are|was|were|has|have|had|there|can|does|do)\b|'s\b/i;

/** Whether an answer is a word or a phrase that a sentence could be made of. */
export function isShortAnswer(answer: string): boolean {
  const words = plainWords(answer).length;
  return words > 0 && words <= MOST_ANSWER_WORDS && !VERB.test(answer);
}

/** Checks the sentence that a model made of a question and its short answer: it must hold the answer, and claim nothing beyond the two. */
export function checkRewrite(sentence: string, question: string, answer: string): Rejection | null {
  const text = sentence.trim();
  const words = plainWords(text);
  if (/\n/.test(text) || !/[.!]["'”’]?$/.test(text) || text.endsWith('?') || words.length < 3) {
    return { reason: 'rewrite-not-a-sentence', explanation: 'Write one whole sentence that ends with a full stop.' };
  }
  const lost = plainWords(answer).find((word) => !isFunctionWord(word) && !words.some((other) => isSame(word, other)));
  if (lost !== undefined) {
    return { reason: 'rewrite-lost-answer', explanation: `The sentence must hold the answer's words; "${lost}" is missing.` };
  }
  const known = [...plainWords(question), ...plainWords(answer)];
  const added = words.filter((word) => !isFunctionWord(word) && !known.some((other) => isSame(word, other)));
  if (added.length > MOST_NEW_WORDS) {
    return {
      reason: 'rewrite-added-words',
      explanation: `Claim nothing beyond the question and the answer; leave out "${added.join('", "')}".`,
    };
  }
  return null;
}

function isSame(first: string, second: string): boolean {
  if (isGrammarChange(first, second)) return true;
  const [one, other] = [quantityOf([first]), quantityOf([second])];
  return one?.kind === 'exact' && other?.kind === 'exact' && one.value === other.value;
}
