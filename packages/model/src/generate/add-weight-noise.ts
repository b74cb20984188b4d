import { fillNormal, namedRandom } from '@tldr-rm/random';
import type { HostTensor } from '../weights/host-tensor';

/**
 * The same parameters with normal noise on every matrix, for studies that need models known to be worse.
 *
 * @param share deviation of the noise, as a share of the matrix's own root mean square. Norms and biases stay.
 * @param seed whole number; each parameter has noise of its own.
 */
export function addWeightNoise(parameters: ReadonlyMap<string, HostTensor>, share: number, seed: number): Map<string, HostTensor> {
  return new Map(
    Array.from(parameters, ([name, { shape, values }]) => {
      if (shape.length < 2 || share === 0) return [name, { shape, values }];
      const deviation = share * Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
      const noise = new Float32Array(values.length);
      fillNormal(noise, deviation, namedRandom(seed, name));
      return [name, { shape, values: values.map((value, index) => value + noise[index]!) }];
    }),
  );
}
