import { MAX_TEXT_LENGTH } from '@tldr-rm/schema';
import type { DetectorItem } from './detector';
import { TextError } from './errors';

/** @throws {TextError} if there is no text, nothing to score, or more than is read. */
export function checkTexts({ prompt, response }: DetectorItem): void {
  if (typeof prompt !== 'string' || typeof response !== 'string') throw new TextError('TEXT_MISSING', 'prompt and response must be texts.');
  if (response.trim() === '') {
    throw new TextError('RESPONSE_EMPTY', 'the response is empty: there is nothing to score. Give the text to check.');
  }
  for (const [name, text] of Object.entries({ prompt, response })) {
    if (text.length > MAX_TEXT_LENGTH) {
      throw new TextError('TEXT_TOO_LONG', `the ${name} has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read. Split it.`);
    }
  }
}
