import type { DetectorManifest } from '@tldr-rm/schema';
import type { RgbImage, TaggedImage } from './image';

/** A text as tokens; offsets are UTF-16, half-open, one pair a token. */
export interface TokenizedText {
  ids: readonly number[];
  offsets: readonly (readonly [start: number, end: number])[];
}

export interface DetectorTokenizer {
  encodeBatch(texts: readonly string[]): Promise<TokenizedText[]>;
}

/** A few images as the scorer wants them; `release` frees their memory. */
export interface EncodedImages {
  /** What the encoder gives as `values`: [images, layers * keyValueHeads, imageTokens, headSize]. */
  readonly values: { readonly data: Float32Array; readonly dims: readonly number[] };
  release(): void;
}

/** What the heads say of each token of a batch. */
export interface TokenScores {
  /** Reward logits [responses, length]. */
  logits: Float32Array;
  /** Logits of the kinds of hallucination [responses, length, taxonomies], from detectors with a taxonomy head. */
  kinds?: Float32Array;
}

/** An image whose content is known but not yet decoded. */
export interface OpenedImage {
  /** Equal for equal contents. */
  key: string;
  decode: () => Promise<RgbImage>;
}

/** Everything that depends on where the detector runs: reading and decoding images, and the two models. The rest of this package is plain computation. */
export interface DetectorRuntime<Encoded extends EncodedImages = EncodedImages> {
  readonly manifest: DetectorManifest;
  readonly tokenizer: DetectorTokenizer;
  /** A key that is equal for equal images, and a way to get the pixels, fitted to the detector's square. */
  openImage(image: TaggedImage): Promise<OpenedImage>;
  /** `pixels` [count, size, size, 3] in [0, 1]. */
  encodeImages(pixels: Float32Array, count: number): Promise<Encoded>;
  /** `imageIndex` [responses], `tokens` [responses, length] -> what the heads say of each token. */
  score(images: Encoded, imageIndex: Int32Array, tokens: Int32Array, length: number): Promise<TokenScores>;
  close(): Promise<void>;
}
