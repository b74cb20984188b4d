import * as tf from '@tensorflow/tfjs-core';
import { loadTokenizer, type TextTokenizer, type TokenOffset } from '@tldr-rm/align';
import { createRandomFromState } from '@tldr-rm/random';
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { ModelConfig } from '../config';
import type { ImageCache } from '../decoder';
import { inputError, internalError } from '../errors';
import { mergeLora } from '../lora';
import { packPixels } from '../train/pack-batch';
import { type SpecialIds, specialIds } from '../train/text-sequence';
import { encodeImages } from '../vlm';
import { Weights } from '../weights/weights';
import { checkSampling, chooseToken, type SamplingOptions } from './choose-token';
import { nextTokenLogits } from './next-token-logits';
import { tokenLogProbabilities } from './token-log-probabilities';

/** A picture and what is asked about it. */
export interface GenerationRequest {
  /** [imageSize, imageSize, 3], 8 bits a channel. */
  pixels: Uint8Array;
  prompt: string;
  /** Seed of this text's choices, beside that of the options. Texts with equal seeds make equal draws, whatever else is in the batch. */
  seed?: number | undefined;
}

/** How texts are written. */
export interface GenerationOptions extends SamplingOptions {
  /** Whole number; 1 by default. */
  seed?: number | undefined;
  /** Maximum number of tokens of a text; 128 by default. */
  maximumTokens?: number | undefined;
  /** A text ends before the first of these that it would hold. */
  stop?: readonly string[] | undefined;
}

/** What a model wrote. */
export interface GeneratedText {
  text: string;
  /** Number of its tokens, without the one that ends it. */
  tokens: number;
  /** Whether the model (or a stop text) ended it, or the limit of tokens did. */
  end: 'complete' | 'cut-off';
}

/** A response about a picture, to be told how likely it is. */
export interface LikelihoodRequest extends Omit<GenerationRequest, 'seed'> {
  response: string;
}

/** How likely a response is to a model, token by token. */
export interface TokenLikelihoods {
  /** UTF-16 offsets of the response's tokens. */
  offsets: TokenOffset[];
  /** Natural logarithm of each token's probability after picture, prompt and the tokens before it. */
  logProbabilities: Float32Array;
  /** The same of the response ending where it ends. */
  endLogProbability: number;
}

/** Lengths are rounded up to multiples of this, so that few graphs are compiled. */
const LENGTH_STEP = 16;

/** A checkpoint ready to write texts and to judge how likely texts are. Holds device memory until `close`. */
export class TextGenerator {
  readonly config: ModelConfig;
  readonly #weights: Weights;
  readonly #tokenizer: TextTokenizer;
  readonly #special: SpecialIds;
  #isClosed = false;

  private constructor(config: ModelConfig, weights: Weights, tokenizer: TextTokenizer) {
    this.config = config;
    this.#weights = weights;
    this.#tokenizer = tokenizer;
    this.#special = specialIds(tokenizer);
  }

  /**
   * Makes a checkpoint ready. LoRA adapters are merged in.
   *
   * @param options.tau how strongly adapters are merged; 1 is as trained, 0 the base model.
   * @throws {TldrError} if the tokenizer lacks a special token.
   */
  static async open({ config, tokenizer, parameters, lora }: Checkpoint, options: { tau?: number } = {}): Promise<TextGenerator> {
    const merged = lora ? mergeLora(parameters, lora, options.tau) : parameters;
    const loaded = await loadTokenizer(tokenizer);
    specialIds(loaded);
    return new TextGenerator(config, new Weights(merged, () => false), loaded);
  }

  /**
   * Writes one text for each request, all at once.
   *
   * @throws {InputError} `SAMPLING` or `GENERATION` if an option is out of its range; `IMAGE_SHAPE` if a picture has another size than the model's.
   */
  async generate(requests: readonly GenerationRequest[], options: GenerationOptions = {}): Promise<GeneratedText[]> {
    this.#checkOpen();
    const { seed = 1, maximumTokens = 128, stop = [] } = options;
    checkSampling(options);
    if (!Number.isInteger(maximumTokens) || maximumTokens < 1) {
      throw inputError('GENERATION', `the limit of tokens is ${maximumTokens}. Give a whole number of at least 1.`);
    }
    if (requests.length === 0) return [];
    const prompts = await this.#tokenizer.encodeBatch(requests.map(({ prompt }) => prompt));
    const { beginPrompt, beginResponse, end, padding } = this.#special;
    const rows = requests.map((request, index) => ({
      ids: [beginPrompt, ...prompts[index]!.ids, beginResponse],
      written: [] as number[],
      draw: uniformDraws(seed, request.seed ?? 0),
      result: undefined as GeneratedText | undefined,
    }));
    const cache = this.#encode(requests);
    try {
      while (rows.some(({ result }) => result === undefined)) {
        this.#checkOpen();
        const sequences = rows.map(({ ids, written }) => [...ids, ...written]);
        const { tokens, length } = padSequences(sequences, padding);
        const logits = await nextTokenLogits(
          { tokens, length, lastPositions: sequences.map((sequence) => sequence.length - 1) },
          cache,
          this.#weights,
          this.config,
        );
        for (const [index, row] of rows.entries()) {
          if (row.result !== undefined) continue;
          for (const forbidden of [padding, beginPrompt, beginResponse]) logits[index]![forbidden] = Number.NEGATIVE_INFINITY;
          const token = chooseToken(logits[index]!, options, row.draw());
          if (token !== end) row.written.push(token);
          const cut = token === end ? null : await this.#cutAtStop(row.written, stop);
          if (token === end || cut !== null || row.written.length === maximumTokens) {
            row.result = {
              text: cut ?? (await this.#tokenizer.decode(row.written)),
              tokens: row.written.length,
              end: token === end || cut !== null ? 'complete' : 'cut-off',
            };
          }
        }
      }
    } finally {
      tf.dispose([cache.keys, cache.values]);
    }
    return rows.map(({ result }) => result!);
  }

  /** Says how likely each token of each response is, by one forward pass over all. */
  async tokenLikelihoods(requests: readonly LikelihoodRequest[]): Promise<TokenLikelihoods[]> {
    this.#checkOpen();
    if (requests.length === 0) return [];
    const encoded = await this.#tokenizer.encodeBatch(requests.flatMap(({ prompt, response }) => [prompt, response]));
    const { beginPrompt, beginResponse, end, padding } = this.#special;
    const texts = requests.map((_, index) => {
      const [prompt, response] = [encoded[2 * index]!, encoded[2 * index + 1]!];
      const before = [beginPrompt, ...prompt.ids, beginResponse];
      return { sequence: [...before, ...response.ids, end], start: before.length, offsets: response.offsets };
    });
    const { tokens, length } = padSequences(
      texts.map(({ sequence }) => sequence),
      padding,
    );
    const cache = this.#encode(requests);
    try {
      const values = await tokenLogProbabilities({ tokens, length }, cache, this.#weights, this.config);
      return texts.map(({ sequence, start, offsets }, row) => ({
        offsets,
        logProbabilities: values.slice(row * length + start, row * length + sequence.length - 1),
        endLogProbability: values[row * length + sequence.length - 1]!,
      }));
    } finally {
      tf.dispose([cache.keys, cache.values]);
    }
  }

  /** Frees the weights. The generator cannot be used afterwards; closing it again does nothing. */
  close(): void {
    this.#isClosed = true;
    this.#weights.dispose();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw internalError('CLOSED', 'the text generator was closed. Open another.');
  }

  #encode(requests: readonly Pick<GenerationRequest, 'pixels'>[]): ImageCache {
    const { imageSize } = this.config;
    const pixels = packPixels(
      requests.map((request) => ({ pixels: request.pixels, texts: [] })),
      imageSize,
    );
    return tf.tidy(() => {
      const images = tf.tensor4d(pixels, [requests.length, imageSize, imageSize, 3]);
      const { keys, values } = encodeImages(images, this.#weights, this.config);
      return { keys, values };
    });
  }

  /** The text before the first stop text in it, or null if there is none. */
  async #cutAtStop(written: readonly number[], stop: readonly string[]): Promise<string | null> {
    if (stop.length === 0) return null;
    const text = await this.#tokenizer.decode(written);
    const places = stop.map((ending) => text.indexOf(ending)).filter((place) => place !== -1);
    return places.length === 0 ? null : text.slice(0, Math.min(...places));
  }
}

function padSequences(sequences: readonly (readonly number[])[], padding: number): { tokens: Int32Array; length: number } {
  const longest = Math.max(...sequences.map((sequence) => sequence.length));
  const length = Math.ceil(longest / LENGTH_STEP) * LENGTH_STEP;
  const tokens = new Int32Array(sequences.length * length).fill(padding);
  for (const [row, sequence] of sequences.entries()) tokens.set(sequence, row * length);
  return { tokens, length };
}

/** Numbers in [0, 1) by two seeds. The first draws, which are alike for seeds beside each other, are left out. */
function uniformDraws(seed: number, own: number): () => number {
  const { float } = createRandomFromState([seed | 0, ~seed | 1, own | 0, ~own | 2]);
  for (let draw = 0; draw < 32; draw += 1) float();
  return float;
}
