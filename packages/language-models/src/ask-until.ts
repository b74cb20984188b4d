import type { Answer } from './answers/answer';
import { askAgain } from './conversation';
import type { LanguageModelClient, Question } from './language-model-client';

/** Seeds that all servers take are 31 bits. */
const SEEDS = 0x7fff_ffff;

/** What comes of an answer: something to use, an explanation for the model of why it cannot be used, or the end of asking. */
export type AnswerUse<Value> = { value: Value } | { explanation: string } | { end: true };

export interface AskUntilOptions<Value> {
  /** Answers that are asked for at most. */
  attempts: number;
  use: (answer: Answer) => AnswerUse<Value> | Promise<AnswerUse<Value>>;
}

/**
 * Asks until an answer can be used, and tells the model what was wrong with the one before. Each attempt has the next seed: with the one it had, a model that gives the
 * same bad answer twice would give it for ever.
 *
 * @returns null if no answer could be used.
 * @throws what `ask` throws.
 */
export async function askUntil<Value>(
  model: Pick<LanguageModelClient, 'ask'>,
  question: Question,
  { attempts, use }: AskUntilOptions<Value>,
): Promise<Value | null> {
  let conversation: Pick<Question, 'system' | 'messages'> = question;
  const said: string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { system, messages } = conversation;
    const answer = await model.ask({
      ...question,
      system,
      messages,
      seed: (question.seed + attempt) % SEEDS,
      ...(Array.isArray(question.identity) && { identity: [...question.identity, ...said] }),
    });
    const outcome = await use(answer);
    if ('value' in outcome) return outcome.value;
    if ('end' in outcome) return null;
    said.push(answer.text);
    conversation = askAgain(question, answer.text, outcome.explanation);
  }
  return null;
}
