import * as tf from '@tensorflow/tfjs-core';
import { BACKEND_NAME } from '@tldr-rm/tfjs-ort';
import { internalError } from '../errors';
import { loadNativeTensorFlow, NATIVE_BACKEND_NAME } from './load-native-tensorflow';

/** What training can run on: ONNX Runtime, or native TensorFlow on the processor or on an NVIDIA GPU. */
export const TRAINING_BACKENDS = ['ort', 'node', 'node-gpu'] as const;

export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

/**
 * Makes TensorFlow.js compute on a backend from now on. `ort` is always there; `node` and `node-gpu` need the optional packages `@tensorflow/tfjs-node` and
 * `@tensorflow/tfjs-node-gpu`, which are loaded here.
 *
 * @throws {InputError} with code BACKEND_NOT_INSTALLED, if the package is missing.
 * @throws {TldrError} with code BACKEND_LOAD_FAILED, if its native library does not load, or GPU_MISSING, if `node-gpu` finds no GPU.
 */
export async function selectBackend(backend: TrainingBackend): Promise<void> {
  if (backend === 'ort') {
    await tf.setBackend(BACKEND_NAME);
    return;
  }
  loadNativeTensorFlow(backend === 'node' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs-node-gpu');
  await tf.setBackend(NATIVE_BACKEND_NAME);
  // Without CUDA the package for GPUs computes on the processor and says nothing that a program could read.
  if (backend === 'node-gpu' && !(tf.backend() as tf.KernelBackend & { isUsingGpuDevice: boolean }).isUsingGpuDevice) {
    throw internalError(
      'GPU_MISSING',
      'TensorFlow found no GPU that it can use. @tensorflow/tfjs-node-gpu needs an NVIDIA GPU with CUDA 11.2 and cuDNN 8.1; what it missed stands above. ' +
        'Without them, train on the processor: backend ort, or node.',
    );
  }
}
