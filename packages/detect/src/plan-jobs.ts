import { splitSentences } from '@tldr-rm/align';
import type { DetectorManifest } from '@tldr-rm/schema';
import type { TokenizedText } from './runtime';
import { buildSequence } from './sequence';
import { planWindows } from './windows';

/** One pass of one response through the scorer: the whole of it, or a window. */
export interface Job {
  /** Which response of the group. */
  position: number;
  /** Which image of the group. */
  imageIndex: number;
  sequence: Int32Array;
  /** Tokens `[from, end)` of the response get their rewards from this pass. */
  from: number;
  end: number;
  /** Where token `from` stands in `sequence`. */
  offset: number;
}

/**
 * Plans the passes for one response.
 *
 * @throws {TextError} `PROMPT_TOO_LONG`.
 */
export function planJobs(
  response: { position: number; imageIndex: number; text: string; prompt: TokenizedText; tokens: TokenizedText },
  manifest: DetectorManifest,
): Job[] {
  const { position, imageIndex, prompt, tokens } = response;
  const windows = planWindows(prompt.ids.length, tokens.ids.length, () => sentenceStarts(response.text, tokens.offsets), manifest);
  return windows.map(({ start, from, end }) => ({
    position,
    imageIndex,
    sequence: buildSequence(prompt.ids, tokens.ids.slice(start, end), manifest.special),
    from,
    end,
    offset: prompt.ids.length + 2 + from - start,
  }));
}

/** Splits jobs into batches of responses of like length, so that little is padded. */
export function batchJobs(jobs: readonly Job[], batchSize: number): Job[][] {
  const byLength = jobs.toSorted((one, other) => one.sequence.length - other.sequence.length);
  const batches: Job[][] = [];
  for (let start = 0; start < byLength.length; start += batchSize) batches.push(byLength.slice(start, start + batchSize));
  return batches;
}

/** Indices of the tokens that begin a sentence. Walks sentences and tokens together, so that long texts take no longer for each sentence. */
function sentenceStarts(text: string, offsets: TokenizedText['offsets']): number[] {
  const starts: number[] = [];
  let token = 0;
  for (const sentence of splitSentences(text)) {
    while (token < offsets.length && offsets[token]![0] < sentence.start) token += 1;
    if (token < offsets.length) starts.push(token);
  }
  return starts;
}
