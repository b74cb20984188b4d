import { loadTokenizer } from '@tldr-rm/align';
import { InputError, shorten } from '@tldr-rm/schema';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { DetectorError } from '../errors';
import type { DetectorRuntime, EncodedImages } from '../runtime';
import { checkManifest } from './check-manifest';
import { openSession } from './open-session';
import { readDetectorFolder } from './read-detector-folder';
import { openImage } from './read-image';

/** Most threads that an operation may use: more than any processor's cores in common use, and each takes memory of the system. */
export const MAXIMUM_THREADS = 256;

export interface RuntimeOptions {
  /** Threads an operation may use, 1 to {@link MAXIMUM_THREADS}; by default one a physical core. */
  threads?: number;
  /** Whether to compare the SHA-256 sums of the folder's files (default true). */
  verify?: boolean;
  /** Whether rewards are scaled as the folder's calibration says, if it has one (default true). Without it they are the sigmoid of the model's logits. */
  calibrated?: boolean;
}

interface EncodedTensors extends EncodedImages {
  keys: Tensor;
  values: Tensor & { data: Float32Array };
}

/**
 * The detector's surroundings on Node: files, `sharp` for images, ONNX Runtime for the models.
 *
 * @throws {DetectorFolderError} if the folder is missing, incomplete, damaged, of another version, or its manifest does not fit its models.
 * @throws {InputError} `THREADS` if `threads` is no count up to {@link MAXIMUM_THREADS}.
 */
export async function loadNodeRuntime(
  folder: string,
  { threads, verify = true, calibrated = true }: RuntimeOptions = {},
): Promise<DetectorRuntime<EncodedTensors>> {
  checkThreads(threads);
  const { manifest: written, paths } = await readDetectorFolder(folder, verify);
  const { calibration: _, ...uncalibrated } = written;
  const manifest = calibrated ? written : uncalibrated;
  const tokenizer = await loadTokenizer(paths.tokenizer);
  const encoder = await openSession(paths.imageEncoder, ['pixels'], ['keys', 'values'], threads);
  const outputs = manifest.taxonomyHead ? ['logits', 'kinds'] : ['logits'];
  let scorer: InferenceSession | undefined;
  try {
    scorer = await openSession(paths.scorer, ['keys', 'values', 'imageIndex', 'tokens'], ['logits'], threads);
    checkManifest(manifest, { folder, encoder, scorer, vocabularySize: tokenizer.vocabularySize });
  } catch (error) {
    await encoder.release();
    await scorer?.release();
    throw error;
  }
  const open = { encoder, scorer };
  const size = manifest.imageSize;
  return {
    manifest,
    tokenizer,
    openImage: (image) => openImage(image, size),
    async encodeImages(pixels, count) {
      const feeds = { pixels: new Tensor('float32', pixels, [count, size, size, 3]) };
      const { keys, values } = await run(open.encoder, feeds, ['keys', 'values'], paths.imageEncoder);
      const release = (): void => {
        keys!.dispose();
        values!.dispose();
      };
      return { keys: keys!, values: values as EncodedTensors['values'], release };
    },
    async score({ keys, values }, imageIndex, tokens, length) {
      const shape = [imageIndex.length, length];
      const feeds = { keys, values, imageIndex: new Tensor('int32', imageIndex), tokens: new Tensor('int32', tokens, shape) };
      const { logits, kinds } = await run(open.scorer, feeds, outputs, paths.scorer);
      return { logits: logits!.data as Float32Array, ...(kinds && { kinds: kinds.data as Float32Array }) };
    },
    async close() {
      await open.encoder.release();
      await open.scorer.release();
    },
  };
}

/** @throws {InputError} `THREADS` */
export function checkThreads(threads: number | undefined): void {
  if (threads === undefined || (Number.isInteger(threads) && threads >= 1 && threads <= MAXIMUM_THREADS)) return;
  throw new InputError(
    'THREADS',
    `threads must be a whole number from 1 to ${MAXIMUM_THREADS}, not ${threads}. More than the processor has cores gain nothing.`,
  );
}

async function run(
  session: InferenceSession,
  feeds: InferenceSession.OnnxValueMapType,
  outputs: string[],
  path: string,
): Promise<Record<string, Tensor>> {
  try {
    return (await session.run(feeds, outputs)) as Record<string, Tensor>;
  } catch (error) {
    const reason = shorten(error instanceof Error ? error.message : String(error));
    const message = `${shorten(path)}: the model failed while it ran (${reason}). Give fewer responses at once, or export the detector again.`;
    throw new DetectorError('DETECTOR_RUN', message, { cause: error });
  }
}
