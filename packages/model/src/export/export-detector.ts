import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { loadTokenizer } from '@tldr-rm/align';
import { replaceFiles, writeAtomically } from '@tldr-rm/files';
import { DETECTOR_SCHEMA_VERSION, type DetectorManifest, TAXONOMIES } from '@tldr-rm/schema';
import { quantizeModel, traceToOnnx } from '@tldr-rm/tfjs-ort';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { gridSize, headSize } from '../config';
import { mergeLora } from '../lora';
import { packTexts } from '../packed-text';
import { specialIds } from '../train/text-sequence';
import { encodeImages, scorePackedTexts } from '../vlm';
import { Weights } from '../weights/weights';

/** What a checkpoint does not know about the detector made from it. */
export interface ExportOptions {
  name: string;
  /** What it was trained on, in words for people. */
  domain: string;
  /** Longest sequence it was trained for, in tokens. */
  maximumLength: number;
  thresholds: DetectorManifest['thresholds'];
  domainCheck?: DetectorManifest['domainCheck'];
  /** How strongly LoRA adapters are merged in; 1 is as trained. */
  tau?: number;
  /** What projections compute in (default float32). `int8` rounds their weights and activations. */
  precision?: DetectorManifest['precision'];
}

/**
 * Writes a detector folder (detector.json, tokenizer.json, two ONNX models) by tracing the forward pass; nothing is executed. Traced are the layers that are trained, in a form that is
 * faster forward: the stem as convolutions, attention without padding (`packed-text.ts`). The files take their places together, or none does.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE`, `DISK_FULL` or `OUTPUT_IN_USE` if the folder cannot be written; then it is as it was.
 */
export async function exportDetector(checkpoint: Checkpoint, folder: string, options: ExportOptions): Promise<DetectorManifest> {
  const { config } = checkpoint;
  const merged = checkpoint.lora ? mergeLora(checkpoint.parameters, checkpoint.lora, options.tau) : checkpoint.parameters;
  const weights = new Weights(merged, () => false);
  const special = specialIds(await loadTokenizer(checkpoint.tokenizer));
  const cacheShape = ['images', config.decoder.layers * config.decoder.keyValueHeads, gridSize(config) ** 2, headSize(config)];
  try {
    const imageEncoder = traceToOnnx(
      (inputs) => {
        const cache = encodeImages(inputs.pixels as tf.Tensor4D, weights, config, 'convolution');
        return { keys: cache.keys, values: cache.values };
      },
      { pixels: { shape: ['images', config.imageSize, config.imageSize, 3], dtype: 'float32' } },
    );
    const scorer = traceToOnnx(
      (inputs, sizes) => {
        const cache = { keys: inputs.keys as tf.Tensor4D, values: inputs.values as tf.Tensor4D };
        const tokens = inputs.tokens as tf.Tensor2D;
        const packing = packTexts(tokens, special.padding, sizes.tokens!);
        const logits = scorePackedTexts(tokens, packing, cache, inputs.imageIndex as tf.Tensor1D, weights, config);
        return { logits: logits.reward, ...(logits.taxonomy && { kinds: logits.taxonomy }) };
      },
      {
        keys: { shape: cacheShape, dtype: 'float32' },
        values: { shape: cacheShape, dtype: 'float32' },
        imageIndex: { shape: ['responses'], dtype: 'int32' },
        tokens: { shape: ['responses', 'length'], dtype: 'int32' },
      },
      { counts: ['tokens'] },
    );
    const atPrecision = options.precision === 'int8' ? quantizeModel : (model: Uint8Array) => model;
    const files: Record<string, string | Uint8Array> = {
      'image-encoder.onnx': atPrecision(imageEncoder),
      'scorer.onnx': atPrecision(scorer),
      'tokenizer.json': checkpoint.tokenizer,
    };
    const manifest: DetectorManifest = {
      schemaVersion: DETECTOR_SCHEMA_VERSION,
      name: options.name,
      architecture: config.architecture,
      domain: options.domain,
      imageSize: config.imageSize,
      maximumLength: options.maximumLength,
      special,
      thresholds: options.thresholds,
      taxonomies: [...TAXONOMIES],
      ...(config.taxonomyHead && { taxonomyHead: true }),
      ...(config.rewardLevel === 'response' && { rewardLevel: config.rewardLevel }),
      ...(options.domainCheck && { domainCheck: options.domainCheck }),
      ...(options.precision && { precision: options.precision }),
      files: { imageEncoder: 'image-encoder.onnx', scorer: 'scorer.onnx', tokenizer: 'tokenizer.json' },
      sha256: Object.fromEntries(
        Object.entries(files).map(([name, contents]) => [name, createHash('sha256').update(contents).digest('hex')]),
      ),
    };
    await replaceFiles(folder, { last: 'detector.json' }, async (temporary) => {
      for (const [name, contents] of Object.entries(files)) await writeAtomically(join(temporary, name), contents);
      await writeAtomically(join(temporary, 'detector.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    });
    return manifest;
  } finally {
    weights.dispose();
  }
}
