import { z } from 'zod';
import { inputError } from './errors';

/**
 * What patch heads can tell of the thing under an image cell: `counts` is how many of its kind the picture holds, `sides` and `ends` the half of the picture in
 * which it lies, across and down, `signWords` the word that stands on it.
 */
export const PATCH_HEADS = ['nouns', 'colours', 'sizes', 'counts', 'sides', 'ends', 'signWords'] as const;
export type PatchHead = (typeof PATCH_HEADS)[number];

const size = z.number().int().positive();

/** The vision-language model, from pixels to hidden states. One config describes every model this package can build. */
export const modelConfigSchema = z.object({
  architecture: z.literal('tldr-vlm'),
  /** Side of the square input picture in pixels. */
  imageSize: size,
  vision: z.object({
    /** Side of the non-overlapping patches of the first stem layer, in pixels. */
    patchSize: size,
    /** Channels after each stem layer. The first embeds patches; each further one is a 4x4 convolution of stride 2. The last equals `hiddenSize`. */
    stemWidths: z.array(size).min(1),
    hiddenSize: size,
    layers: z.number().int().nonnegative(),
    heads: size,
    mlpSize: size,
  }),
  decoder: z.object({
    vocabularySize: size,
    hiddenSize: size,
    layers: size,
    heads: size,
    /** Grouped-query attention: each key-value head serves `heads / keyValueHeads` query heads. */
    keyValueHeads: size,
    mlpSize: size,
    ropeBase: z.number().positive(),
  }),
  normEpsilon: z.number().positive(),
  /** Number of classes of each head of the auxiliary patch supervision: what is known of the thing under each cell of the image grid, 0 meaning nothing. */
  patchClasses: z.partialRecord(z.enum(PATCH_HEADS), size).optional(),
  /** The text-only twin: the picture is replaced by plain grey before anything looks at it, in training and in the exported detector alike. */
  imageWithheld: z.boolean().default(false),
  /**
   * What a reward is about: each token, or the response as a whole, told at its last token (the naive model of the TLDR paper, section 4, which is trained with one
   * label for each response).
   */
  rewardLevel: z.enum(['token', 'response']).default('token'),
  /** Whether a second head tells what kind of hallucination a token is, if it is one. */
  taxonomyHead: z.boolean().default(false),
});

/** Shape of a model; see {@link modelConfigSchema}. */
export type ModelConfig = z.infer<typeof modelConfigSchema>;

/**
 * Checks that the sizes of a config fit each other.
 *
 * @throws {InputError} naming the two that do not.
 */
export function parseModelConfig(raw: unknown): ModelConfig {
  const parsed = modelConfigSchema.safeParse(raw);
  if (!parsed.success) throw inputError('MODEL_CONFIG', `model config: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  const config = parsed.data;
  const require = (fits: boolean, problem: string): void => {
    if (!fits) throw inputError('MODEL_CONFIG', `model config: ${problem}`);
  };
  const { vision, decoder } = config;
  require(config.imageSize % cellSize(config) ===
    0, `imageSize must be a multiple of ${cellSize(config)}, the pixels one image token covers`);
  require(vision.stemWidths.at(-1) === vision.hiddenSize, 'the last of vision.stemWidths must equal vision.hiddenSize');
  require(vision.hiddenSize % vision.heads === 0, 'vision.hiddenSize must be a multiple of vision.heads');
  require(decoder.hiddenSize % (2 * decoder.heads) === 0, 'decoder.hiddenSize must be an even multiple of decoder.heads (rotary pairs)');
  require(decoder.heads % decoder.keyValueHeads === 0, 'decoder.heads must be a multiple of decoder.keyValueHeads');
  return config;
}

/** The patch heads that a model has. */
export function patchHeads(config: ModelConfig): PatchHead[] {
  return PATCH_HEADS.filter((head) => config.patchClasses?.[head] !== undefined);
}

/** Side in pixels of the square of the picture that one image token covers. */
export function cellSize(config: ModelConfig): number {
  return config.vision.patchSize * 2 ** (config.vision.stemWidths.length - 1);
}

/** Image tokens along one side of the picture. */
export function gridSize(config: ModelConfig): number {
  return config.imageSize / cellSize(config);
}

/** Size of one attention head of the decoder. */
export function headSize(config: ModelConfig): number {
  return config.decoder.hiddenSize / config.decoder.heads;
}
