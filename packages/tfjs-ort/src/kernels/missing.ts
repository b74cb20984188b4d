import * as tf from '@tensorflow/tfjs-core';
import { OrtBackendError } from '../errors';
import { BACKEND_NAME, hostKernel } from './register';

/** Kernels for browsers, which TensorFlow.js looks for before it does the work itself. */
export const NOT_KERNELS: ReadonlySet<string> = new Set(['FromPixels', 'Draw']);

/** Kernels that TensorFlow.js names and that are not there. */
export const missingKernels = new Set<string>();

/** Gives every kernel that TensorFlow.js names and this backend lacks an error that says so. */
export function registerMissingKernels(): void {
  for (const [name, value] of Object.entries(tf)) {
    // tfjs-core exports each kernel name as a constant with that value.
    if (value !== name) continue;
    if (NOT_KERNELS.has(name) || tf.getKernel(name, BACKEND_NAME) !== undefined) continue;
    missingKernels.add(name);
    hostKernel(name, () => {
      throw new OrtBackendError(
        'ORT_KERNEL_MISSING',
        `Backend '${BACKEND_NAME}' has no kernel '${name}'. Compute this part on another backend (await tensor.data(), then tf.setBackend('cpu')).`,
      );
    });
  }
}
