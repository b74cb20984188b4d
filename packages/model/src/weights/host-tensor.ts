/** A parameter on the host: row-major float32 values with their shape. */
export interface HostTensor {
  shape: number[];
  values: Float32Array;
}
