import { broadcast_util, util } from '@tensorflow/tfjs-core';
import { apply, combine } from '../graph/arithmetic';
import { cast, emit, int64s, MICROSOFT, reshape, scalar } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { options } from '../options';
import { prelu } from './binary';
import { kernel } from './register';
import { transpose } from './shape';

interface MatMulAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * a x b over the last two axes, batch axes broadcast. A matrix on the right takes all rows of a batch in one multiplication.
 */
export function matMul(a: GraphValue, b: GraphValue, transposeA: boolean, transposeB: boolean): GraphValue {
  const inner = a.shape[a.shape.length - (transposeA ? 2 : 1)]!;
  const rows = a.shape[a.shape.length - (transposeA ? 1 : 2)]!;
  const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)]!;
  const batch = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  if (inner === 0) return emit('Expand', [scalar(0, Type.float), int64s(shape)], shape, Type.float);
  if (sizeOf(b.shape.slice(0, -2)) === 1 && !transposeA && a.shape.length > 2) {
    const matrix = reshape(b, b.shape.slice(-2));
    return reshape(matMul2d(reshape(a, [sizeOf(shape) / columns, inner]), matrix, false, transposeB), shape);
  }
  if (a.shape.length === 2 && b.shape.length === 2) return matMul2d(a, b, transposeA, transposeB);
  if (!transposeA && !transposeB) return emit('MatMul', [a, b], shape, a.type);
  // ONNX Runtime has no FusedMatMul for WebGPU: the CPU would compute it, and both sides would travel there and back.
  if (options.provider === 'webgpu') {
    return emit('MatMul', [transposeA ? transposeMatrices(a) : a, transposeB ? transposeMatrices(b) : b], shape, a.type);
  }
  const attributes = { transA: { int: transposeA ? 1 : 0 }, transB: { int: transposeB ? 1 : 0 } };
  return emit('FusedMatMul', [a, b], shape, a.type, attributes, MICROSOFT);
}

function transposeMatrices(x: GraphValue): GraphValue {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

function matMul2d(a: GraphValue, b: GraphValue, transposeA: boolean, transposeB: boolean): GraphValue {
  const shape = [a.shape[transposeA ? 1 : 0]!, b.shape[transposeB ? 0 : 1]!];
  const attributes = { transA: { int: transposeA ? 1 : 0 }, transB: { int: transposeB ? 1 : 0 } };
  return emit('Gemm', [a, b], shape, a.type, attributes);
}

/** Products of integers are computed in floats, exact up to 2^24 as in the other backends. */
function product(inputs: Readonly<Record<string, GraphValue>>, attrs: MatMulAttributes): GraphValue {
  const { a, b } = inputs;
  const inner = a!.shape[a!.shape.length - (attrs.transposeA ? 2 : 1)];
  util.assert(
    inner !== undefined && inner === b!.shape[b!.shape.length - (attrs.transposeB ? 1 : 2)],
    () =>
      `MatMul: the inner sizes of [${a!.shape}] and [${b!.shape}] differ (transposeA=${attrs.transposeA}, transposeB=${attrs.transposeB}).`,
  );
  const result = matMul(cast(a!, Type.float), cast(b!, Type.float), attrs.transposeA, attrs.transposeB);
  return cast(result, a!.type === Type.float ? Type.float : Type.int32);
}

export function registerMatMulKernels(): void {
  kernel<MatMulAttributes>('BatchMatMul', ({ inputs, attrs }) => product(inputs, attrs));
  kernel<MatMulAttributes & { activation: string; leakyreluAlpha?: number }>('_FusedMatMul', ({ inputs, attrs }) => {
    let result = product(inputs, attrs);
    if (inputs.bias !== undefined) result = combine('Add', result, inputs.bias);
    return activate(result, attrs.activation, inputs.preluActivationWeights, attrs.leakyreluAlpha);
  });
}

/** The activations that fused kernels name. */
export function activate(
  x: GraphValue,
  activation: string | null,
  weights: GraphValue | undefined,
  leakyReluAlpha: number | undefined,
): GraphValue {
  if (activation === 'relu') return apply('Relu', x);
  if (activation === 'relu6') return apply('Clip', x, scalar(0, x.type), scalar(6, x.type));
  if (activation === 'sigmoid') return apply('Sigmoid', x);
  if (activation === 'elu') return apply('Elu', x);
  if (activation === 'leakyrelu') return emit('LeakyRelu', [x], x.shape, x.type, { alpha: { float: leakyReluAlpha ?? 0.2 } });
  if (activation === 'prelu') return prelu(x, weights!);
  return x;
}
