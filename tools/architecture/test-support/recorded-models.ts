import type { Detection, DetectorManifest } from '@tldr-rm/schema';

/** A picture, a prompt and responses, and all that is asked of tokenizer and models while they are scored. Plain JSON. */
export interface RecordedModels {
  manifest: DetectorManifest;
  prompt: string;
  responses: string[];
  /** Decoded, in the size of the detector. */
  picture: { data: number[]; width: number; height: number };
  /** Ids and offsets by text. */
  tokens: Record<string, { ids: number[]; offsets: [start: number, end: number][] }>;
  /** What the image encoder gives as `values`. */
  values: { data: number[]; dims: number[] };
  /** What the scorer gives, by the tokens of the pass. */
  scores: Record<string, { logits: number[]; kinds?: number[] }>;
}

/** What a browser makes of them. */
export interface ScoredInBrowser {
  detections: Detection[];
  words: unknown;
  labels: unknown;
  spans: unknown;
  sentences: unknown;
  calibration: unknown;
  figures: unknown;
}

/** The name of a pass in `scores`. */
export function passName(tokens: Int32Array, length: number): string {
  return `${length}: ${tokens.join(' ')}`;
}
