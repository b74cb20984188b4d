import { z } from 'zod';
import { calibrationSchema } from './calibration';
import { taxonomySchema } from './taxonomy';

/** Version of the detector folder's layout. Readers refuse any other. */
export const DETECTOR_SCHEMA_VERSION = 1;

/** A file in the folder itself: a folder from elsewhere must not name files outside of it. */
const fileName = z.string().regex(/^\w[\w.-]*$/, 'must be the plain name of a file in the folder');

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
  imageSize: z.number().int().positive(),
  /** Longest sequence (prompt and response tokens with the special ones) the scorer was trained for. */
  maximumLength: z.number().int().positive(),
  special: z.object({ beginPrompt: z.number().int(), beginResponse: z.number().int(), end: z.number().int(), padding: z.number().int() }),
  /** Absent in detectors that were not calibrated: the reward is then the sigmoid of the logit, and that of the worst token. */
  calibration: calibrationSchema.optional(),
  /** A token is called hallucinated when its reward lies below theta (paper: 0.5). Rewards of sentences and responses, that of the worst token after calibration, have bounds of their own. */
  thresholds: z.object({ token: z.number().min(0).max(1), sentence: z.number().min(0).max(1), response: z.number().min(0).max(1) }),
  taxonomies: z.array(taxonomySchema),
  /** The scorer has an output `kinds`, float32 [responses, length, taxonomies]: logits of each kind of hallucination, if the token is one. */
  taxonomyHead: z.boolean().optional(),
  /** `response`: the reward is that of the whole response, the logit at its end token, and none of its tokens is judged (the naive model). By default `token`. */
  rewardLevel: z.enum(['token', 'response']).optional(),
  /** Statistics of image embeddings or pixels by which an image plainly outside of the training domain is noticed. */
  domainCheck: z
    .object({ feature: z.literal('pixel-histogram'), mean: z.array(z.number()), deviation: z.array(z.number()), limit: z.number() })
    .optional(),
  /** What its projections compute in; float32 if it does not say. */
  precision: z.enum(['float32', 'int8']).optional(),
  files: z.object({ imageEncoder: fileName, scorer: fileName, tokenizer: fileName }),
  /** SHA-256 of each file, lower-case hexadecimal, by file name. */
  sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** Contents of `detector.json`; see {@link detectorManifestSchema}. */
export type DetectorManifest = z.infer<typeof detectorManifestSchema>;
