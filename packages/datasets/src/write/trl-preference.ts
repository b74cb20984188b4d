import type { Sample } from '@tldr-rm/schema';
import { list, struct, text } from './parquet-schema';

type Part = { type: 'image' } | { type: 'text'; text: string };

interface Message {
  role: 'user' | 'assistant';
  content: Part[];
}

/** A preference of TRL in its conversational format, as its trainers take it for vision-language models (https://huggingface.co/docs/trl/dataset_formats). */
export type TrlPreference = {
  images: string[];
  prompt: Message[];
  chosen: Message[];
  rejected: Message[];
};

const MESSAGES = struct('message', [text('role', 'REQUIRED'), list('content', struct('part', [text('type', 'REQUIRED'), text('text')]))]);

export const TRL_PREFERENCE_COLUMNS = [
  list('images', text('image')),
  list('prompt', MESSAGES),
  list('chosen', MESSAGES),
  list('rejected', MESSAGES),
];

/** The true text is preferred to the one that was made false. Null for a sample that does not have both. */
export function trlPreference({ image, prompt, response, original }: Sample): TrlPreference | null {
  if (original === undefined || original === response) return null;
  const placeholder: Part[] = image === undefined ? [] : [{ type: 'image' }];
  return {
    images: image === undefined ? [] : [image],
    prompt: [{ role: 'user', content: [...placeholder, { type: 'text', text: prompt }] }],
    chosen: [{ role: 'assistant', content: [{ type: 'text', text: original }] }],
    rejected: [{ role: 'assistant', content: [{ type: 'text', text: response }] }],
  };
}
