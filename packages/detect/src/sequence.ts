import type { DetectorManifest } from '@tldr-rm/schema';

type Special = DetectorManifest['special'];

/** The tokens a scorer reads for one response (or one window of it): `<prompt>` prompt `<response>` response `<end>`. */
export function buildSequence(prompt: ArrayLike<number>, response: ArrayLike<number>, special: Special): Int32Array {
  const sequence = new Int32Array(prompt.length + response.length + 3);
  sequence[0] = special.beginPrompt;
  sequence.set(prompt, 1);
  sequence[prompt.length + 1] = special.beginResponse;
  sequence.set(response, prompt.length + 2);
  sequence[sequence.length - 1] = special.end;
  return sequence;
}

/** Lays sequences one below the other, padded at the end to the longest: [sequences, length]. */
export function padSequences(sequences: readonly Int32Array[], special: Special): { tokens: Int32Array; length: number } {
  const length = Math.max(...sequences.map((sequence) => sequence.length));
  const tokens = new Int32Array(sequences.length * length).fill(special.padding);
  for (const [index, sequence] of sequences.entries()) tokens.set(sequence, index * length);
  return { tokens, length };
}
