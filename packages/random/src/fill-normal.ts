import type { Random } from './random';

/** Keeps the logarithm finite: half of the step between two numbers that `float` gives. */
const HALF_STEP = 2 ** -33;

/** Fills an array with normal values of mean 0 by the transform of Box and Muller (1958). */
export function fillNormal(values: Float32Array, deviation: number, random: Random): void {
  for (let index = 0; index < values.length; index += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(random.float() + HALF_STEP));
    const angle = 2 * Math.PI * (random.float() + HALF_STEP);
    values[index] = radius * Math.cos(angle);
    if (index + 1 < values.length) values[index + 1] = radius * Math.sin(angle);
  }
}
