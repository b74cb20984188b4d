import type { DataType } from '@tensorflow/tfjs-core';

/** An input of an exported function. An axis with a name instead of a size stays free; axes of one name have the same size. */
export interface TraceInput {
  readonly shape: readonly (number | string)[];
  readonly dtype: DataType;
}
