import { z } from 'zod';
import type { Conversation } from '../conversation';
import type { EncodedPicture } from '../pictures/encode-picture';

/** Most phrases that one answer may quote; a response with more wrong ones is wrong throughout, and a longer list is a model that loops. */
const MAXIMUM_QUOTES = 100;
/** Longest phrase, in characters; what is longer quotes the response instead of what is wrong in it. */
const MAXIMUM_QUOTE_LENGTH = 2000;

/** What a judge answers: the wrong phrases, word by word. */
export const verdictSchema = z.object({ wrong: z.array(z.string().max(MAXIMUM_QUOTE_LENGTH)).max(MAXIMUM_QUOTES) });

const ANSWER_FORMAT =
  'Answer with a JSON object and nothing else: {"wrong": ["phrase", "another phrase"]}, or {"wrong": []} if nothing is wrong.';

const SYSTEM = [
  'You are shown a picture, what was asked about it, and a response. Find every phrase of the response that is false about the picture.',
  'Rules:',
  '- Look at the picture. Check each thing that is named, its colour, size and material, how many there are, where things are, and written words.',
  '- Quote the wrong words exactly as the response has them, and as few of them as possible: "blue", not "a blue car on the left".',
  '- A phrase that is wrong in several places is quoted once for each, in the order of the response.',
  '- Do not quote what cannot be seen to be false, nor style, grammar or missing details.',
  ANSWER_FORMAT,
].join('\n');

/** Asks what is wrong in a response about a picture. */
export function askForVerdict(picture: EncodedPicture, prompt: string, response: string): Conversation {
  const text = `<question>\n${prompt}\n</question>\n<response>\n${response}\n</response>\n\n${ANSWER_FORMAT}`;
  const image = { type: 'image' as const, image: picture.data, mediaType: picture.mediaType };
  return { system: SYSTEM, messages: [{ role: 'user', content: [image, { type: 'text', text }] }] };
}

/** All that {@link askForVerdict} asks but the picture, to name a kept answer by. */
export const judgeInstructions = (prompt: string, response: string): string[] => [SYSTEM, prompt, response];
