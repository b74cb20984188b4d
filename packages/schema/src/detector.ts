import { z } from 'zod';
import { calibrationSchema } from './calibration';
import { taxonomySchema } from './taxonomy';

/** Version of the detector folder's layout. Readers refuse any other. */
export const DETECTOR_SCHEMA_VERSION = 1;

/** Largest side of the square an encoder reads, in pixels: 200 MB for one image. Current encoders read 224 to 896. */
const MAXIMUM_IMAGE_SIZE = 4096;

/** Longest sequence, in tokens; current models read up to a million. */
const MAXIMUM_LENGTH = 1_000_000;

/** A probe of a layer of 8 heads of 256 channels has 4,096. */
const MAXIMUM_PROBE_WEIGHTS = 16_384;

/** A file in the folder itself: a folder from elsewhere must not name files outside of it. */
const fileName = z.string().regex(/^\w[\w.-]*$/, 'must be the plain name of a file in the folder');

const tokenId = z.number().int().nonnegative();

/**
 * `detector.json`: what a detector folder holds and how to feed it.
 *
 * `imageEncoder` is an ONNX model: `pixels` float32 [images, height, width, 3] in [0, 1] -> `keys` and `values`, float32
 * [images, layers * keyValueHeads, imageTokens, headSize]. `scorer` is an ONNX model: `keys`, `values`, `imageIndex` int32 [responses] (which image each
 * response is about), `tokens` int32 [responses, length] (prompt and response, padded at the end) -> `logits` float32 [responses, length], the reward
 * logit after each token; sigmoid gives the reward, after the scaling of `calibration`.
 */
export const detectorManifestSchema = z.object({
  schemaVersion: z.literal(DETECTOR_SCHEMA_VERSION),
  name: z.string(),
  architecture: z.string(),
  /** What the detector was trained on, in words for people. */
  domain: z.string(),
  imageSize: z.number().int().positive().max(MAXIMUM_IMAGE_SIZE),
  /** Longest sequence (prompt and response tokens with the special ones) the scorer was trained for. */
  maximumLength: z.number().int().positive().max(MAXIMUM_LENGTH),
  special: z.object({ beginPrompt: tokenId, beginResponse: tokenId, end: tokenId, padding: tokenId }),
  /** Absent in detectors that were not calibrated: the reward is then the sigmoid of the logit, and that of the worst token. */
  calibration: calibrationSchema.optional(),
  /** A token is called hallucinated when its reward lies below theta (paper: 0.5). Rewards of sentences and responses, that of the worst token after calibration, have bounds of their own. */
  thresholds: z.object({ token: z.number().min(0).max(1), sentence: z.number().min(0).max(1), response: z.number().min(0).max(1) }),
  taxonomies: z.array(taxonomySchema).refine((names) => new Set(names).size === names.length, 'must not name a kind twice'),
  /** The scorer has an output `kinds`, float32 [responses, length, taxonomies]: logits of each kind of hallucination, if the token is one. */
  taxonomyHead: z.boolean().optional(),
  /** `response`: the reward is that of the whole response, the logit at its end token, and none of its tokens is judged (the naive model). By default `token`. */
  rewardLevel: z.enum(['token', 'response']).optional(),
  /** Statistics of pixels by which an image plainly outside of the training domain is noticed. */
  domainCheck: z
    .object({
      feature: z.literal('pixel-histogram'),
      mean: z.array(z.number()),
      deviation: z.array(z.number().positive()),
      limit: z.number(),
    })
    .optional(),
  /**
   * The same by how the encoder sees the image, beside `domainCheck`: it is outside if either says so. Features are means, then standard deviations over the image's
   * tokens, of each channel of the first heads of `values`; their sum weighted by `weights` lies above `limit` for images outside.
   */
  domainProbe: z
    .object({ feature: z.literal('encoder-values'), weights: z.array(z.number()).min(1).max(MAXIMUM_PROBE_WEIGHTS), limit: z.number() })
    .optional(),
  /** What its projections compute in; float32 if it does not say. */
  precision: z.enum(['float32', 'int8']).optional(),
  files: z.object({ imageEncoder: fileName, scorer: fileName, tokenizer: fileName }),
  /** SHA-256 of each file, lower-case hexadecimal, by file name; of files that hold weights of a model outside of it, too. */
  sha256: z.record(fileName, z.string().regex(/^[0-9a-f]{64}$/)),
});

/** Contents of `detector.json`; see {@link detectorManifestSchema}. */
export type DetectorManifest = z.infer<typeof detectorManifestSchema>;
