import { getKernel, getKernelsForBackend } from '@tensorflow/tfjs-core';
import { NOT_KERNELS } from './missing';
import { BACKEND_NAME, hostKernel } from './register';
import { HOST_BACKEND, runOnHost } from './run-on-host';

/** Kernels that are always computed on the host. */
export const kernelsOnHost = new Set<string>();

/** Registers every kernel of TensorFlow.js that has no formula here as one that is computed on the host. */
export function registerHostKernels(): void {
  for (const { kernelName } of getKernelsForBackend(HOST_BACKEND)) {
    if (NOT_KERNELS.has(kernelName) || getKernel(kernelName, BACKEND_NAME) !== undefined) continue;
    kernelsOnHost.add(kernelName);
    hostKernel<Record<string, unknown>>(kernelName, (inputs, attrs, backend) => runOnHost(kernelName, inputs, attrs, backend));
  }
}
