import { cast, emit, int64s } from '../graph/emit';
import { type GraphValue, ElementType as Type } from '../graph/value';
import { leaf } from './create';
import { matMul } from './matmul';
import { kernel } from './register';
import { transpose } from './shape';
import { channelsFirst, channelsLast } from './window';

interface ResizeAttributes {
  size: [number, number];
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

type GradientAttributes = Omit<ResizeAttributes, 'size'>;

export function registerResizeKernels(): void {
  kernel<ResizeAttributes>('ResizeBilinear', ({ inputs, attrs }) => {
    const x = channelsFirst(cast(inputs.images!, Type.float));
    const shape = [...x.shape.slice(0, 2), ...attrs.size];
    const coordinates = attrs.alignCorners ? 'align_corners' : attrs.halfPixelCenters ? 'half_pixel' : 'asymmetric';
    const attributes = { mode: { string: 'linear' }, coordinate_transformation_mode: { string: coordinates } };
    return channelsLast(emit('Resize', [x, null, null, int64s(shape)], shape, Type.float, attributes));
  });
  kernel<GradientAttributes>('ResizeBilinearGrad', ({ inputs, attrs }) => gradient(inputs.dy!, inputs.images!, attrs, bilinearWeights));
  kernel<ResizeAttributes>('ResizeNearestNeighbor', ({ inputs, attrs }) => {
    const pick = (x: GraphValue, axis: number, size: number) => {
      const indices = Int32Array.from(positions(x.shape[axis]!, size, attrs), (position) => nearest(position, x.shape[axis]!, attrs));
      const shape = x.shape.map((dim, other) => (other === axis ? size : dim));
      return emit('Gather', [x, leaf(indices, [size], Type.int32)], shape, x.type, { axis: { int: axis } });
    };
    return pick(pick(inputs.images!, 1, attrs.size[0]), 2, attrs.size[1]);
  });
  kernel<GradientAttributes>('ResizeNearestNeighborGrad', ({ inputs, attrs }) =>
    gradient(inputs.dy!, inputs.images!, attrs, (from, to) => {
      const weights = new Float32Array(from * to);
      positions(from, to, attrs).forEach((position, row) => {
        weights[row * from + nearest(position, from, attrs)] = 1;
      });
      return weights;
    }),
  );
}

/** Where each of `to` cells lies among `from` cells, before rounding. Half pixels count from the first cell's edge, not its centre. */
function positions(from: number, to: number, { alignCorners, halfPixelCenters }: GradientAttributes): number[] {
  const ratio = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, cell) => ratio * (halfPixelCenters ? cell + 0.5 : cell));
}

function nearest(position: number, size: number, { alignCorners }: GradientAttributes): number {
  return Math.min(size - 1, alignCorners ? Math.round(position) : Math.floor(position));
}

/** [to, from]: how much each cell of the result takes of each cell of the image. */
function bilinearWeights(from: number, to: number, attrs: GradientAttributes): Float32Array {
  const weights = new Float32Array(to * from);
  positions(from, to, attrs).forEach((position, row) => {
    const source = Math.max(0, attrs.halfPixelCenters ? position - 0.5 : position);
    const low = Math.min(from - 1, Math.floor(source));
    const high = Math.min(from - 1, Math.ceil(source));
    const share = source - Math.floor(source);
    weights[row * from + low]! += 1 - share;
    weights[row * from + high]! += share;
  });
  return weights;
}

/** Resizing is a product with one matrix for the rows and one for the columns; its gradient is the product with both transposed. */
function gradient(
  dy: GraphValue,
  images: GraphValue,
  attrs: GradientAttributes,
  weightsOf: (from: number, to: number, attrs: GradientAttributes) => Float32Array,
): GraphValue {
  const [, height, width] = images.shape as [number, number, number, number];
  const [, toHeight, toWidth] = dy.shape as [number, number, number, number];
  const rows = leaf(weightsOf(height, toHeight, attrs), [toHeight, height]);
  const columns = leaf(weightsOf(width, toWidth, attrs), [toWidth, width]);
  // [batch, channels, to height, to width] x [to width, width], then [height, to height] x [..., to height, width].
  const narrowed = matMul(channelsFirst(cast(dy, Type.float)), columns, false, false);
  return channelsLast(matMul(transpose(rows, [1, 0]), narrowed, false, false));
}
