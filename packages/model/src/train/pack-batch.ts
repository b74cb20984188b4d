import type { TextTokenizer } from '@tldr-rm/align';
import { gridSize, type ModelConfig, type PatchHead, patchHeads } from '../config';
import { inputError } from '../errors';
import { type SpecialIds, type TextSequence, textSequences } from './text-sequence';
import type { TrainingExample } from './training-data';

/** A batch as typed arrays, ready to become tensors. */
export interface PackedBatch {
  images: number;
  texts: number;
  length: number;
  /** [images, imageSize, imageSize, 3] in [0, 1]. */
  pixels: Float32Array;
  /** [texts, length], padded at the end. */
  tokens: Int32Array;
  /** [texts, length]: 1 where the token is right, else 0. */
  rewardTargets: Float32Array;
  /** [texts, length]: weight of each token in the reward loss; 0 for prompts, padding and ignored tokens. */
  rewardWeights: Float32Array;
  /** [texts, length], of models with a taxonomy head: the kind of each hallucinated token, an index in `TAXONOMIES`; 0 elsewhere. */
  kinds?: Int32Array;
  /** [texts, length]: 1 where a kind is known, else 0. */
  kindWeights?: Float32Array;
  /** [texts, length]: the next token at each position. */
  nextTokens: Int32Array;
  /** [texts, length]: weight of the next token in the language-model loss. */
  languageWeights: Float32Array;
  /** Classes of the image cells, [images * cells] for each patch head that both the model and the data have. */
  patches: Partial<Record<PatchHead, Int32Array>>;
  /** Words for what lies under the image cells, where the data gives them. */
  patchWords: Partial<Record<PatchHead, PatchWords>>;
  /** The texts, in order. */
  sequences: TextSequence[];
  /** Texts that were longer than the longest bucket and left out of the losses. */
  tooLong: number;
}

/** For each image cell, row by row, the first token of the word for what lies there, and whether there is one: 1 or 0. */
export interface PatchWords {
  tokens: Int32Array;
  weights: Float32Array;
}

/** First token of the word for each patch class; -1 where there is no word. */
export type PatchTokens = Partial<Record<PatchHead, Int32Array>>;

/** How batches are shaped. */
export interface PackOptions {
  /** Allowed lengths, ascending. Few of them keep the number of compiled graphs small. */
  lengths: number[];
  /** Weight of a hallucinated token in the reward loss; a right token weighs 1. */
  hallucinatedWeight: number;
  /** Weight of a token of a claim in the reward and language losses, beside that; others weigh 1. */
  claimWeight?: number | undefined;
  patchTokens?: PatchTokens | undefined;
}

/**
 * Tokenizes and pads a batch: several texts for each image, side by side, so that they share the image's encoding.
 *
 * @throws {InputError} `BATCH_SHAPE` if there is no example, or they have different numbers of texts; `IMAGE_SHAPE`, `PATCH_COUNT` or `PATCH_CLASS` if a picture or what is said of its cells does not fit the model.
 */
export async function packBatch(
  examples: TrainingExample[],
  tokenizer: TextTokenizer,
  special: SpecialIds,
  config: ModelConfig,
  options: PackOptions,
): Promise<PackedBatch> {
  if (examples.length === 0) throw inputError('BATCH_SHAPE', 'a batch has no example. The training data gives at least one for each step.');
  const textsPerImage = examples[0]!.texts.length;
  if (examples.some((example) => example.texts.length !== textsPerImage)) {
    throw inputError('BATCH_SHAPE', 'every example of a batch needs the same number of texts');
  }
  const longest = options.lengths.at(-1)!;
  const sequences = await textSequences(
    examples.flatMap((example) => example.texts),
    tokenizer,
    special,
  );
  const fitting = sequences.filter((sequence) => sequence.ids.length <= longest);
  const needed = Math.max(1, ...fitting.map((sequence) => sequence.ids.length));
  const length = options.lengths.find((bucket) => bucket >= needed)!;
  // A text-only twin sees one grey picture whatever it is shown, so one image stands for all.
  const images = config.imageWithheld ? 1 : examples.length;
  const texts = sequences.length;
  const patches = config.imageWithheld ? {} : packPatches(examples, config);
  const batch: PackedBatch = {
    images,
    texts,
    length,
    pixels: packPixels(examples.slice(0, images), config.imageSize),
    tokens: new Int32Array(texts * length).fill(special.padding),
    rewardTargets: new Float32Array(texts * length),
    rewardWeights: new Float32Array(texts * length),
    ...(config.taxonomyHead && { kinds: new Int32Array(texts * length), kindWeights: new Float32Array(texts * length) }),
    nextTokens: new Int32Array(texts * length).fill(special.padding),
    languageWeights: new Float32Array(texts * length),
    patches,
    patchWords: patchWords(patches, options.patchTokens ?? {}),
    sequences,
    tooLong: sequences.length - fitting.length,
  };
  for (const [row, sequence] of sequences.entries()) {
    if (sequence.ids.length > length) continue;
    if (config.rewardLevel === 'response') placeResponse(batch, row * length, sequence, options);
    else placeSequence(batch, row * length, sequence, options);
  }
  return batch;
}

/** The naive model: one label at the end of the response, and next words of right responses alone. No label of a single token is used. */
function placeResponse(batch: PackedBatch, start: number, { ids, responseStart, right }: TextSequence, options: PackOptions): void {
  batch.tokens.set(ids, start);
  if (right === undefined) return;
  const end = start + ids.length - 1;
  batch.rewardTargets[end] = right ? 1 : 0;
  batch.rewardWeights[end] = right ? 1 : options.hallucinatedWeight;
  for (let index = responseStart; index < ids.length; index += 1) {
    batch.nextTokens[start + index - 1] = ids[index]!;
    batch.languageWeights[start + index - 1] = right ? 1 : 0;
  }
}

function placeSequence(
  batch: PackedBatch,
  start: number,
  { ids, labels, languageTargets, claimed, kinds }: TextSequence,
  { hallucinatedWeight, claimWeight = 1 }: PackOptions,
): void {
  batch.tokens.set(ids, start);
  for (let index = 0; index < ids.length; index += 1) {
    const label = labels[index]!;
    const weight = claimed[index] ? claimWeight : 1;
    if (label !== -1) {
      batch.rewardTargets[start + index] = label;
      batch.rewardWeights[start + index] = label === 0 ? hallucinatedWeight * weight : weight;
    }
    if (batch.kinds && batch.kindWeights && kinds[index] !== -1) {
      batch.kinds[start + index] = kinds[index]!;
      batch.kindWeights[start + index] = 1;
    }
    if (index > 0) {
      batch.nextTokens[start + index - 1] = ids[index]!;
      batch.languageWeights[start + index - 1] = languageTargets[index]! * weight;
    }
  }
}

/** Pixels of the examples in [0, 1], one picture after the other: [examples, imageSize, imageSize, 3]. */
export function packPixels(examples: TrainingExample[], imageSize: number): Float32Array {
  const count = imageSize * imageSize * 3;
  const pixels = new Float32Array(examples.length * count);
  for (const [index, example] of examples.entries()) {
    if (example.pixels.length !== count) {
      throw inputError(
        'IMAGE_SHAPE',
        `a training picture has ${example.pixels.length} values; ${imageSize} x ${imageSize} RGB needs ${count}`,
      );
    }
    const start = index * count;
    for (let offset = 0; offset < count; offset += 1) pixels[start + offset] = example.pixels[offset]! / 255;
  }
  return pixels;
}

function packPatches(examples: TrainingExample[], config: ModelConfig): Partial<Record<PatchHead, Int32Array>> {
  const packed: Partial<Record<PatchHead, Int32Array>> = {};
  for (const head of patchHeads(config)) {
    if (!examples.every((example) => example.patches?.[head])) continue;
    const cells = gridSize(config) ** 2;
    const wrong = examples.find((example) => example.patches![head]!.length !== cells);
    if (wrong) {
      throw inputError(
        'PATCH_COUNT',
        `an example has ${wrong.patches![head]!.length} patch classes of "${head}"; the image grid has ${cells} cells`,
      );
    }
    const classes = Int32Array.from(examples.flatMap((example) => [...example.patches![head]!]));
    const count = config.patchClasses![head]!;
    const beyond = classes.find((index) => index < 0 || index >= count);
    if (beyond !== undefined) throw inputError('PATCH_CLASS', `patch class ${beyond} of "${head}": the model has ${count} (patchClasses)`);
    packed[head] = classes;
  }
  return packed;
}

function patchWords(patches: Partial<Record<PatchHead, Int32Array>>, tokens: PatchTokens): Partial<Record<PatchHead, PatchWords>> {
  const words: Partial<Record<PatchHead, PatchWords>> = {};
  for (const [head, classes] of Object.entries(patches) as [PatchHead, Int32Array][]) {
    const known = tokens[head];
    if (!known) continue;
    words[head] = {
      tokens: classes.map((index) => Math.max(0, known[index] ?? -1)),
      weights: Float32Array.from(classes, (index) => ((known[index] ?? -1) >= 0 ? 1 : 0)),
    };
  }
  return words;
}

/** Looks up the first token of each word. */
export async function patchTokens(words: Partial<Record<PatchHead, string[]>>, tokenizer: TextTokenizer): Promise<PatchTokens> {
  const tokens: PatchTokens = {};
  for (const [head, list] of Object.entries(words) as [PatchHead, string[]][]) {
    const encoded = await tokenizer.encodeBatch(list);
    tokens[head] = Int32Array.from(list, (word, index) => (word === '' ? -1 : (encoded[index]!.ids[0] ?? -1)));
  }
  return tokens;
}
