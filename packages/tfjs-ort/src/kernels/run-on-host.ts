import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { backend_util, getKernel, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { OrtBackendError } from '../errors';

/** The backend whose kernels compute what ONNX cannot: strings, complex numbers, results whose size depends on data. */
export const HOST_BACKEND = 'cpu';

type HostInput = TensorInfo | TensorInfo[] | undefined;

let hostBackend: MathBackendCPU | null = null;

function host(): MathBackendCPU {
  if (hostBackend === null) {
    hostBackend = new MathBackendCPU();
    // Its first use would print advice to install another backend.
    Object.assign(hostBackend, { firstUse: false });
  }
  return hostBackend;
}

/** Computes a kernel with TensorFlow.js' own CPU kernel, on data that is read at once. */
export function runOnHost(
  name: string,
  inputs: NamedTensorInfoMap,
  attrs: Record<string, unknown>,
  backend: OrtBackend,
): TensorInfo | TensorInfo[] {
  const kernel = getKernel(name, HOST_BACKEND);
  if (kernel === undefined) {
    throw new OrtBackendError('ORT_DTYPE_UNSUPPORTED', `Kernel '${name}' of backend 'ort' computes with float32, int32 and bool only.`);
  }
  const held: TensorInfo[] = [];
  // Kernels that join tensors take them as an array, and some take several arrays of them.
  const lend = (input: HostInput): HostInput => {
    if (input == null) return input;
    if (Array.isArray(input)) return input.map(lend) as TensorInfo[];
    const copy = toHost(input, backend);
    held.push(copy);
    return copy;
  };
  try {
    const lent = Array.isArray(inputs)
      ? lend(inputs)
      : Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, lend(input)]));
    const result = kernel.kernelFunc({ inputs: lent as NamedTensorInfoMap, attrs: attrs as never, backend: host() });
    const outputs = Array.isArray(result) ? result : [result];
    held.push(...outputs);
    const taken = outputs.map(({ dataId, shape, dtype }) => ({
      dataId: backend.write(host().readSync(dataId), shape, dtype),
      shape,
      dtype,
    }));
    return Array.isArray(result) ? taken : taken[0]!;
  } finally {
    for (const { dataId } of held) host().disposeData(dataId, true);
  }
}

function toHost(tensor: TensorInfo, backend: OrtBackend): TensorInfo {
  const { shape, dtype } = tensor;
  const values = backend.readSync(tensor.dataId);
  // Some kernels take what they get for a whole tensor.
  if (dtype !== 'complex64') return Object.assign(host().makeTensorInfo(shape, dtype, values), { rank: shape.length });
  const { real, imag } = backend_util.splitRealAndImagArrays(values as Float32Array);
  const parts = { real: host().makeTensorInfo(shape, 'float32', real), imag: host().makeTensorInfo(shape, 'float32', imag) };
  const result = getKernel('Complex', HOST_BACKEND)!.kernelFunc({ inputs: parts, attrs: {}, backend: host() }) as TensorInfo;
  for (const { dataId } of [parts.real, parts.imag]) host().disposeData(dataId, true);
  return result;
}
