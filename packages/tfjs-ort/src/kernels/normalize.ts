import { apply, combine } from '../graph/arithmetic';
import { cast, emit, expand, reshape, scalar } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { kernel } from './register';

interface LocalResponseAttributes {
  depthRadius: number;
  bias: number;
  alpha: number;
  beta: number;
}

export function registerNormalizeKernels(): void {
  kernel<{ varianceEpsilon?: number }>('FusedBatchNorm', ({ inputs, attrs }) => {
    const { x, mean, variance, scale, offset } = inputs;
    const deviation = apply('Sqrt', apply('Add', cast(variance!, Type.float), scalar(attrs.varianceEpsilon ?? 0.001, Type.float)));
    const factor = scale === undefined ? apply('Reciprocal', deviation) : combine('Div', cast(scale, Type.float), deviation);
    const normal = combine('Mul', combine('Sub', cast(x!, Type.float), cast(mean!, Type.float)), factor);
    return offset === undefined ? normal : combine('Add', normal, cast(offset, Type.float));
  });
  kernel<LocalResponseAttributes>('LRN', ({ inputs, attrs }) => {
    const x = cast(inputs.x!, Type.float);
    return apply('Div', x, apply('Pow', energy(x, attrs), scalar(attrs.beta, Type.float)));
  });
  // With n = bias + alpha sum x^2 over the neighbours and y = x n^-beta:
  // dx = dy n^-beta - 2 alpha beta x sum(dy y / n) over the neighbours, because each is in the other's sum.
  kernel<LocalResponseAttributes>('LRNGrad', ({ inputs, attrs }) => {
    const { x, y, dy } = inputs;
    const n = energy(x!, attrs);
    const direct = apply('Div', dy!, apply('Pow', n, scalar(attrs.beta, Type.float)));
    const pulls = neighbours(apply('Div', apply('Mul', dy!, y!), n), attrs.depthRadius);
    return apply('Sub', direct, apply('Mul', apply('Mul', x!, pulls), scalar(2 * attrs.alpha * attrs.beta, Type.float)));
  });
}

function energy(x: GraphValue, { depthRadius, bias, alpha }: LocalResponseAttributes): GraphValue {
  const squares = neighbours(apply('Mul', x, x), depthRadius);
  return apply('Add', apply('Mul', squares, scalar(alpha, Type.float)), scalar(bias, Type.float));
}

/** The sum over the channels (the last axis) at most `radius` away: a convolution with ones. */
function neighbours(x: GraphValue, radius: number): GraphValue {
  const channels = x.shape[x.shape.length - 1]!;
  const rows = reshape(x, [sizeOf(x.shape) / channels, 1, channels]);
  const ones = expand(scalar(1, Type.float), [1, 1, 2 * radius + 1]);
  const sums = emit('Conv', [rows, ones], rows.shape, Type.float, { pads: { ints: [radius, radius] } });
  return reshape(sums, x.shape);
}
