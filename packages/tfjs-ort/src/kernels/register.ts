import { type NamedAttrMap, type NamedTensorInfoMap, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import type { GraphValue } from '../graph/value';
import { runOnHost } from './run-on-host';

export const BACKEND_NAME = 'ort';

/** What a kernel sees of a call: graph values by input name, and the attributes as TensorFlow.js passes them. */
export interface KernelCall<Attributes> {
  readonly inputs: Readonly<Record<string, GraphValue>>;
  readonly attrs: Attributes;
  readonly backend: OrtBackend;
}

/** Registers a kernel that is a formula over graph values. Complex numbers and strings, which no graph holds, are computed on the host. */
export function kernel<Attributes = unknown>(name: string, formula: (call: KernelCall<Attributes>) => GraphValue | GraphValue[]): void {
  hostKernel<Attributes>(name, (tensors, attrs, backend) => {
    const inputs: Record<string, GraphValue> = {};
    for (const input in tensors) {
      const tensor = tensors[input];
      if (tensor == null) continue;
      if (tensor.dtype === 'complex64' || tensor.dtype === 'string') {
        return runOnHost(name, tensors, attrs as Record<string, unknown>, backend);
      }
      inputs[input] = backend.value(tensor);
    }
    const result = formula({ inputs, attrs, backend });
    return Array.isArray(result) ? result.map((value) => backend.tensor(value)) : backend.tensor(result);
  });
}

/** Registers a kernel that works on the tensors themselves, not on graph values. */
export function hostKernel<Attributes = unknown>(
  name: string,
  run: (inputs: NamedTensorInfoMap, attrs: Attributes, backend: OrtBackend) => TensorInfo | TensorInfo[],
): void {
  registerKernel({
    kernelName: name,
    backendName: BACKEND_NAME,
    kernelFunc: ({ inputs, attrs, backend }) =>
      run(inputs as NamedTensorInfoMap, (attrs ?? {}) as NamedAttrMap as Attributes, backend as OrtBackend),
  });
}
