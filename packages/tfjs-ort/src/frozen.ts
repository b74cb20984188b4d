import { engine, getBackend, type Tensor } from '@tensorflow/tfjs-core';
import type { OrtBackend } from './backend';
import { BACKEND_NAME } from './kernels/register';

/**
 * Declares that the data of these tensors never changes (weights of a frozen base model). Compiled graphs then hold and rearrange it for speed, and
 * are dropped when one of the tensors is disposed. On any backend but `ort` this does nothing.
 */
export function markFrozen(...tensors: Tensor[]): void {
  if (getBackend() !== BACKEND_NAME) return;
  for (const tensor of tensors) (engine().backend as OrtBackend).freeze(tensor);
}
