import type { DetectorManifest } from '@tldr-rm/schema';
import { TextError } from './errors';

/** `<prompt>`, `<response>` and `<end>`. */
export const SPECIAL_TOKENS_PER_SEQUENCE = 3;

/** Fewest response tokens a window must hold. With less, words would be judged without the sentence they stand in. */
export const MINIMUM_WINDOW = 16;

/** A stretch of the response that is scored in one go. Tokens `[start, end)` are read; rewards are taken from `[from, end)`, the rest is context. */
export interface Window {
  start: number;
  from: number;
  end: number;
}

/**
 * Cuts a response into windows that fit beside the prompt. One window if it fits; else windows end where a sentence ends if there is such a place in their
 * second half, and each starts with up to half a window of what came before (again from a sentence's start if there is one), so that no word is judged without context.
 * Every token is scored in exactly one window.
 *
 * @param sentenceStarts asked for only when the response does not fit: ascending indices of the tokens that begin a sentence.
 * @throws {TextError} `PROMPT_TOO_LONG` if the prompt leaves fewer than {@link MINIMUM_WINDOW} tokens for a response that does not fit.
 */
export function planWindows(
  promptLength: number,
  responseLength: number,
  sentenceStarts: () => readonly number[],
  { maximumLength }: Pick<DetectorManifest, 'maximumLength'>,
): Window[] {
  const capacity = maximumLength - promptLength - SPECIAL_TOKENS_PER_SEQUENCE;
  if (responseLength <= capacity) return [{ start: 0, from: 0, end: responseLength }];
  if (capacity < MINIMUM_WINDOW) {
    const longest = Math.max(0, maximumLength - SPECIAL_TOKENS_PER_SEQUENCE - Math.min(MINIMUM_WINDOW, responseLength));
    throw new TextError(
      'PROMPT_TOO_LONG',
      `the prompt has ${promptLength} tokens; this detector reads ${maximumLength} tokens in all, so at most ${longest} for the prompt of this response. Shorten the prompt.`,
    );
  }
  const boundaries = sentenceStarts();
  const windows: Window[] = [];
  let from = 0;
  let start = 0;
  while (from < responseLength) {
    let end = Math.min(responseLength, start + capacity);
    if (end < responseLength) {
      const earliest = Math.max(from + 1, start + Math.ceil(capacity / 2));
      end = boundaries.findLast((boundary) => boundary >= earliest && boundary <= end) ?? end;
    }
    windows.push({ start, from, end });
    from = end;
    const furthestBack = Math.max(0, from - Math.floor(capacity / 2));
    start = boundaries.find((boundary) => boundary >= furthestBack && boundary < from) ?? furthestBack;
  }
  return windows;
}
