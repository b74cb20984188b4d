import { loadTokenizer } from '@tldr-rm/align';
import { Tensor } from 'onnxruntime-node';
import type { DetectorRuntime, EncodedImages } from '../runtime';
import { openSession } from './open-session';
import { readDetectorFolder } from './read-detector-folder';
import { openImage } from './read-image';

export interface LoadDetectorOptions {
  /** Threads an operation may use; by default one a physical core. */
  threads?: number;
  /** Whether to compare the SHA-256 sums of the folder's files (default true). */
  verify?: boolean;
  /** Whether rewards are scaled as the folder's calibration says, if it has one (default true). Without it they are the sigmoid of the model's logits. */
  calibrated?: boolean;
}

interface EncodedTensors extends EncodedImages {
  keys: Tensor;
  values: Tensor;
}

/** The detector's surroundings on Node: files, `sharp` for images, ONNX Runtime for the models. */
export async function loadNodeRuntime(
  folder: string,
  { threads, verify = true, calibrated = true }: LoadDetectorOptions,
): Promise<DetectorRuntime<EncodedTensors>> {
  const { manifest: written, paths } = await readDetectorFolder(folder, verify);
  const { calibration: _, ...uncalibrated } = written;
  const manifest = calibrated ? written : uncalibrated;
  const tokenizer = await loadTokenizer(paths.tokenizer);
  const encoder = await openSession(paths.imageEncoder, ['pixels'], ['keys', 'values'], threads);
  const outputs = manifest.taxonomyHead ? ['logits', 'kinds'] : ['logits'];
  const scorer = await openSession(paths.scorer, ['keys', 'values', 'imageIndex', 'tokens'], outputs, threads);
  const size = manifest.imageSize;
  return {
    manifest,
    tokenizer,
    openImage: (image) => openImage(image, size),
    async encodeImages(pixels, count) {
      const { keys, values } = await encoder.run({ pixels: new Tensor('float32', pixels, [count, size, size, 3]) }, ['keys', 'values']);
      const release = (): void => {
        keys!.dispose();
        values!.dispose();
      };
      return { keys: keys!, values: values!, release };
    },
    async score({ keys, values }, imageIndex, tokens, length) {
      const shape = [imageIndex.length, length];
      const feeds = { keys, values, imageIndex: new Tensor('int32', imageIndex), tokens: new Tensor('int32', tokens, shape) };
      const { logits, kinds } = await scorer.run(feeds, outputs);
      return { logits: logits!.data as Float32Array, ...(kinds && { kinds: kinds.data as Float32Array }) };
    },
    async close() {
      await encoder.release();
      await scorer.release();
    },
  };
}
