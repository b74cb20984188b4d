import { fillNormal, namedRandom, type Random } from '@tldr-rm/random';
import type { ParameterShape } from '../parameter-shapes';
import type { HostTensor } from './host-tensor';

/** Draws the starting values of parameters from a seed. Each depends on the seed and its own name only, so adding one changes no other. */
export function initializeParameters(shapes: Map<string, ParameterShape>, seed: number): Map<string, HostTensor> {
  const host = new Map<string, HostTensor>();
  for (const [name, { shape, initialization }] of shapes) {
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    if ('constant' in initialization) values.fill(initialization.constant);
    else fillNormal(values, initialization.deviation, namedRandom(seed, name));
    if ('ramp' in initialization && initialization.ramp) addRamp(values, shape, initialization.ramp, namedRandom(seed, `${name}/ramp`));
    host.set(name, { shape, values });
  }
  for (const [name, { shape, initialization }] of shapes) {
    if (!('copiedRows' in initialization)) continue;
    const width = shape[1]!;
    for (const { from, source, target, count } of initialization.copiedRows ?? []) {
      host.get(name)!.values.set(host.get(from)!.values.subarray(source * width, (source + count) * width), target * width);
    }
  }
  return host;
}

/** Moves the rows of a matrix along one random direction, evenly from -ramp to ramp. */
function addRamp(values: Float32Array, [rows, width]: number[], ramp: number, random: Random): void {
  const direction = new Float32Array(width!);
  fillNormal(direction, ramp, random);
  for (let index = 0; index < values.length; index += 1) {
    const row = Math.floor(index / width!);
    values[index]! += direction[index % width!]! * ((2 * row) / (rows! - 1) - 1);
  }
}
