import { combine } from '../graph/arithmetic';
import { cast, emit, expand, reshape, scalar } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { range } from './create';
import { segmentSum } from './gather';
import { reduce } from './reduce';
import { kernel } from './register';

export function registerCountKernels(): void {
  kernel<{ size: number }>('Bincount', ({ inputs, attrs }) => {
    const flat = (x: GraphValue) => reshape(x, [sizeOf(x.shape)]);
    return bincount(flat(inputs.x!), flat(inputs.weights!), attrs.size, false);
  });
  kernel<{ size: number; binaryOutput?: boolean }>('DenseBincount', ({ inputs, attrs }) =>
    bincount(inputs.x!, inputs.weights!, attrs.size, attrs.binaryOutput ?? false),
  );
  kernel<{ side: 'left' | 'right' }>('SearchSorted', ({ inputs, attrs }) => {
    const sequence = inputs.sortedSequence!;
    const values = inputs.values!;
    const [batch, length] = sequence.shape as [number, number];
    // A value's place is the number of elements before it.
    const before = combine(
      attrs.side === 'left' ? 'Less' : 'LessOrEqual',
      reshape(sequence, [batch, 1, length]),
      reshape(values, [...values.shape, 1]),
      Type.bool,
    );
    return reduce('ReduceSum', cast(before, Type.int32), [2], false);
  });
}

/** Counts of 0, 1, ... in each row of x, or sums of the weights where there are any. Larger numbers count nowhere. */
function bincount(x: GraphValue, weights: GraphValue, size: number, binary: boolean): GraphValue {
  const ids = cast(x, Type.int32);
  const given = sizeOf(weights.shape) > 0 && !binary;
  const added = given ? weights : expand(scalar(1, weights.type), x.shape);
  const counts = ids.shape.length < 2 ? segmentSum(added, ids, size) : countRows(ids, added, size);
  return binary ? cast(cast(counts, Type.bool), weights.type) : counts;
}

/** All rows at once: each has `size` segments of its own. */
function countRows(ids: GraphValue, added: GraphValue, size: number): GraphValue {
  const [rows] = ids.shape as [number, number];
  const first = reshape(range(0, size, rows, Type.int32), [rows, 1]);
  const outside = emit('GreaterOrEqual', [ids, scalar(size, Type.int32)], ids.shape, Type.bool);
  const moved = combine('Add', ids, first);
  const segments = emit('Where', [outside, scalar(rows * size, Type.int32), moved], ids.shape, Type.int32);
  return reshape(segmentSum(added, segments, rows * size), [rows, size]);
}
