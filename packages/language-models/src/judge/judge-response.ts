import { InputError } from '@tldr-rm/schema';
import { parseJsonAnswer, type UnreadableAnswer } from '../answers/parse-json-answer';
import { askUntil } from '../ask-until';
import type { LanguageModelClient } from '../language-model-client';
import { encodePicture, MAXIMUM_SENT_SIDE } from '../pictures/encode-picture';
import { openedPicture, type Picture } from '../pictures/picture';
import { askForVerdict, judgeInstructions, verdictSchema } from './judge-prompt';
import { locateQuotes, type TextRange } from './locate-quotes';

/** Longest prompt and longest response that are sent, in characters: more is paid for and, as far as is known, judged badly. */
const MAXIMUM_TEXT_LENGTH = 8000;
/** Answers that are asked for where one cannot be read. */
const ATTEMPTS = 3;
/** Tokens of an answer: some thinking aloud, and a hundred short phrases. */
const MAXIMUM_ANSWER_TOKENS = 2048;

/** A response about a picture, to be judged. */
export interface JudgedItem {
  picture: Picture;
  /** What was asked about the picture. */
  prompt: string;
  /** What was answered: the text that is judged. */
  response: string;
  signal?: AbortSignal | undefined;
}

/** What a judge says of a response. */
export interface Verdict {
  /** False if no answer could be read, in all attempts, or none was given; then nothing is quoted. */
  readable: boolean;
  /** The phrases that are wrong, as the model quoted them: text from outside, which need not be in the response. */
  quotes: string[];
  /** Where they stand in the response: UTF-16, half-open, in the order of the quotes. */
  wrong: TextRange[];
  /** Quotes that stand nowhere. */
  notFound: number;
}

/**
 * Asks a model that sees pictures which phrases of a response are false.
 *
 * @throws {InputError} `RESPONSE_EMPTY`, `TEXT_TOO_LONG` or `PICTURE` if the item cannot be judged; what `ask` throws.
 */
export async function judgeResponse(
  model: Pick<LanguageModelClient, 'ask'>,
  { picture, prompt, response, signal }: JudgedItem,
): Promise<Verdict> {
  checkTexts(prompt, response);
  const { key, decode } = openedPicture(picture);
  const question = {
    ...askForVerdict(await encodePicture(await decode()), prompt, response),
    schema: verdictSchema,
    identity: ['judge', key, MAXIMUM_SENT_SIDE, ...judgeInstructions(prompt, response)],
    seed: 0,
    maximumTokens: MAXIMUM_ANSWER_TOKENS,
    signal,
  };
  const quotes = await askUntil(model, question, {
    attempts: ATTEMPTS,
    use: ({ text, end }) => {
      const verdict = parseJsonAnswer(text, verdictSchema);
      if (!('problem' in verdict)) return { value: verdict.wrong };
      return end === 'refused' ? { end: true } : { explanation: EXPLANATIONS[end === 'complete' ? verdict.problem : 'too-long'] };
    },
  });
  const { ranges, notFound } = locateQuotes(response, quotes ?? []);
  return { readable: quotes !== null, quotes: quotes ?? [], wrong: ranges, notFound };
}

function checkTexts(prompt: string, response: string): void {
  if (response.trim() === '') throw new InputError('RESPONSE_EMPTY', 'the response is empty: there is nothing to judge.');
  for (const [name, text] of Object.entries({ prompt, response })) {
    if (text.length > MAXIMUM_TEXT_LENGTH) {
      throw new InputError(
        'TEXT_TOO_LONG',
        `the ${name} has ${text.length} characters; at most ${MAXIMUM_TEXT_LENGTH} are sent to a judge.`,
      );
    }
  }
}

const EXPLANATIONS: Readonly<Record<UnreadableAnswer['problem'] | 'too-long', string>> = {
  empty: 'There is no answer.',
  'not-json': 'There is no JSON object in it.',
  'wrong-schema': 'The JSON object must have one key, "wrong", with a list of phrases.',
  'too-long': 'It is too long, and was cut off.',
};
