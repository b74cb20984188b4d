import type { Conversation } from '@tldr-rm/language-models';
import type { Taxonomy } from '@tldr-rm/schema';
import { isQuestion } from './checks/given-by-question';
import { TAXONOMY_INSTRUCTIONS } from './taxonomy-instructions';

const ANSWER_FORMAT =
  'Answer with a JSON object and nothing else: {"text": "the whole changed response"}, or {"text": null} if the response has nothing of this kind.';

/** Asks for a response that is false in one way. */
export function askToPerturb(taxonomy: Taxonomy, question: string, response: string, edits: number): Conversation {
  const { task, example } = TAXONOMY_INSTRUCTIONS[taxonomy];
  const amount = edits === 1 ? 'Make exactly one such change.' : `Make up to ${edits} such changes, each in another place.`;
  const rules = [
    'You make training data for a model that detects false words in responses about pictures. You are given a true response, and you make it false.',
    task,
    amount,
    'Rules:',
    '- Change only this kind of thing, with as few words as possible. Keep everything else word by word: order, spelling, punctuation.',
    '- The changed words must be plausible for such a picture, but clearly wrong if the given response is right.',
    '- No synonyms, no paraphrase, no more general or more special words: they would still be true.',
    '- Never only leave words out. Never add notes.',
    '- Let a/an, is/are and endings agree with the change.',
    isQuestion(question)
      ? '- The response answers the question. The changed one must still answer it; do not change what the question says itself.'
      : '- The changed response must not contradict itself: what is named several times changes everywhere.',
  ];
  const system = [
    rules.join('\n'),
    `Example response:\n${example[0]}\nExample answer:\n${JSON.stringify({ text: example[1] })}`,
    ANSWER_FORMAT,
  ].join('\n\n');
  const user = `<question>\n${question}\n</question>\n<response>\n${response}\n</response>\n\n${ANSWER_FORMAT}`;
  return { system, messages: [{ role: 'user', content: user }] };
}

/** Asks for a sentence in place of a short answer. */
export function askToRewrite(question: string, answer: string): Conversation {
  const system = [
    'You are given a question about a picture and a short answer. Write the answer as one whole sentence that makes sense without the question.',
    'Keep the words of the answer. Claim nothing that the question and the answer do not say.',
    'Example question:\nWhat is the man holding?\nExample answer:\numbrella\nExample result:\n{"text": "The man is holding an umbrella."}',
    'Answer with a JSON object and nothing else: {"text": "the sentence"}.',
  ].join('\n\n');
  return { system, messages: [{ role: 'user', content: `<question>\n${question}\n</question>\n<answer>\n${answer}\n</answer>` }] };
}
