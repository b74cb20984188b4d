import { backend_util } from '@tensorflow/tfjs-core';
import { emit, reshape } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { leaf } from './create';
import { kernel } from './register';
import { reverse, slice, transpose } from './shape';
import { pad } from './window';

export function registerSpaceKernels(): void {
  kernel<{ blockShape: number[]; paddings: [number, number][] }>('SpaceToBatchND', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const { blockShape } = attrs;
    const sides = [[0, 0], ...attrs.paddings, ...x.shape.slice(1 + blockShape.length).map(() => [0, 0])] as [number, number][];
    const shape = x.shape.map((dim, axis) => dim + sides[axis]![0] + sides[axis]![1]);
    const before = sides.map(([cells]) => cells);
    const after = sides.map(([, cells]) => cells);
    const padded = pad(x, before, after, 0, shape);
    const block = sizeOf(blockShape);
    const grid = reshape(padded, backend_util.getReshaped(shape, blockShape, block, false));
    const blocksFirst = transpose(grid, backend_util.getPermuted(grid.shape.length, blockShape.length, false));
    return reshape(blocksFirst, backend_util.getReshapedPermuted(shape, blockShape, block, false));
  });
  kernel<{ blockShape: number[]; crops: number[][] }>('BatchToSpaceND', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const { blockShape, crops } = attrs;
    const block = sizeOf(blockShape);
    const grid = reshape(x, backend_util.getReshaped(x.shape as number[], blockShape, block));
    const interleaved = transpose(grid, backend_util.getPermuted(grid.shape.length, blockShape.length));
    const whole = reshape(interleaved, backend_util.getReshapedPermuted(x.shape as number[], blockShape, block));
    const begin = backend_util.getSliceBeginCoords(crops, blockShape.length);
    const size = backend_util.getSliceSize(whole.shape as number[], crops, blockShape.length);
    const rest = whole.shape.slice(size.length);
    return slice(whole, [...begin, ...rest.map(() => 0)], [...size, ...rest]);
  });
  kernel<{ blockSize: number; dataFormat: 'NHWC' | 'NCHW' }>('DepthToSpace', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const { blockSize } = attrs;
    if (attrs.dataFormat === 'NCHW') {
      const [batch, channels, height, width] = x.shape as [number, number, number, number];
      const depth = channels / (blockSize * blockSize);
      const grid = transpose(reshape(x, [batch, blockSize, blockSize, depth, height, width]), [0, 3, 4, 1, 5, 2]);
      return reshape(grid, [batch, depth, height * blockSize, width * blockSize]);
    }
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const depth = channels / (blockSize * blockSize);
    const grid = transpose(reshape(x, [batch, height, width, blockSize, blockSize, depth]), [0, 1, 3, 2, 4, 5]);
    return reshape(grid, [batch, height * blockSize, width * blockSize, depth]);
  });
  kernel<{ paddings: [number, number][]; mode: 'reflect' | 'symmetric' }>('MirrorPad', ({ inputs, attrs }) =>
    attrs.paddings.reduce((x, [before, after], axis) => mirror(x, axis, before, after, attrs.mode === 'reflect'), inputs.x!),
  );
  kernel('FlipLeftRight', ({ inputs }) => reverse(inputs.image!, 2));
}

/** Continues x beyond both ends of an axis with its own cells, going back; the cell at the end itself is repeated unless `reflect`. */
function mirror(x: GraphValue, axis: number, before: number, after: number, reflect: boolean): GraphValue {
  if (before === 0 && after === 0) return x;
  const size = x.shape[axis]!;
  const offset = reflect ? 0 : 1;
  const indices = Int32Array.from({ length: before + size + after }, (_, position) => {
    const cell = position - before;
    if (cell < 0) return -cell - offset;
    return cell < size ? cell : 2 * (size - 1) - cell + offset;
  });
  const shape = x.shape.map((dim, other) => (other === axis ? indices.length : dim));
  return emit('Gather', [x, leaf(indices, [indices.length], Type.int32)], shape, x.type, { axis: { int: axis } });
}
