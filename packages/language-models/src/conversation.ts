import type { ModelMessage } from 'ai';
import { wellFormed } from './well-formed';

/** Longest piece of a rejected answer that is shown to the model again; what is longer is broken, and its beginning tells how. */
const MAXIMUM_QUOTED_ANSWER = 4000;

/** What a model is asked. */
export interface Conversation {
  system?: string | undefined;
  messages: ModelMessage[];
}

/** Goes on after an answer that cannot be used. */
export function askAgain({ system, messages }: Conversation, answer: string, explanation: string): Conversation {
  const problem = `This cannot be used. ${explanation} Start again from the given text, and answer with the JSON object only.`;
  return {
    system,
    messages: [
      ...messages,
      // Some servers refuse empty messages.
      { role: 'assistant', content: wellFormed(answer.slice(0, MAXIMUM_QUOTED_ANSWER)).trim() || '(nothing)' },
      { role: 'user', content: problem },
    ],
  };
}
