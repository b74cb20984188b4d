import type { Random } from '@tldr-rm/random';
import type { SparseVector } from './text-vectorizer';

/** An example: label 1 or 0. */
export interface Example {
  vector: SparseVector;
  label: 0 | 1;
}

export interface LogisticRegressionOptions {
  /** Length of the vectors. */
  dimensions: number;
  /** C: how much an example counts against the length of the weights; larger fits more closely. */
  strength: number;
  random: Random;
  /** Training ends when no example's share of its bound moved by more than this in an epoch. */
  tolerance?: number;
  mostEpochs?: number;
}

const MOST_EPOCHS = 40;

const TOLERANCE = 1e-3;

/**
 * Minimizes ½‖w‖² + C Σ log(1 + exp(−y w·x)) over w by coordinate ascent on its dual (Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and
 * maximum entropy models", 2011, https://doi.org/10.1007/s10994-010-5221-8): no learning rate, and it ends at the optimum.
 *
 * @returns the weights, one a position.
 */
export function fitLogisticRegression(
  examples: readonly Example[],
  { dimensions, strength, random, tolerance = TOLERANCE, mostEpochs = MOST_EPOCHS }: LogisticRegressionOptions,
): Float64Array {
  const weights = new Float64Array(dimensions);
  const duals = new Float64Array(examples.length);
  const squares = examples.map(({ vector }) => vector.values.reduce((sum, value) => sum + value * value, 0));
  const indices = examples.map((_, index) => index);
  for (let epoch = 0; epoch < mostEpochs; epoch += 1) {
    let largestMove = 0;
    for (const index of random.shuffle(indices)) {
      const { vector, label } = examples[index]!;
      const sign = label === 1 ? 1 : -1;
      const dual = solveDual(sign * dot(weights, vector), squares[index]!, duals[index]!, strength);
      const move = dual - duals[index]!;
      duals[index] = dual;
      largestMove = Math.max(largestMove, Math.abs(move) / strength);
      addScaled(weights, vector, sign * move);
    }
    if (largestMove < tolerance) break;
  }
  return weights;
}

/** Probability of label 1. */
export function probabilityOf(weights: Float64Array, vector: SparseVector): number {
  return sigmoid(dot(weights, vector));
}

export function dot(weights: Float64Array, { positions, values }: SparseVector): number {
  let sum = 0;
  for (let index = 0; index < positions.length; index += 1) sum += weights[positions[index]!]! * values[index]!;
  return sum;
}

function addScaled(weights: Float64Array, { positions, values }: SparseVector, scale: number): void {
  for (let index = 0; index < positions.length; index += 1) {
    const position = positions[index]!;
    weights[position] = weights[position]! + scale * values[index]!;
  }
}

/**
 * The dual variable of one example that is best while all others stay. At the optimum it is C σ(t) with t = −margin, where the margin moves with the variable:
 * t + margin + square (C σ(t) − dual) = 0. The left side rises in t with a slope of at least 1, so Newton's steps, kept within the bracket, find its only root.
 */
function solveDual(margin: number, square: number, dual: number, strength: number): number {
  let low = -margin - square * (strength - dual);
  let high = -margin + square * dual;
  let t = Math.min(Math.max(-margin, low), high);
  for (let step = 0; step < 50; step += 1) {
    const share = sigmoid(t);
    const value = t + margin + square * (strength * share - dual);
    if (Math.abs(value) < 1e-9) break;
    if (value > 0) high = t;
    else low = t;
    const next = t - value / (1 + square * strength * share * (1 - share));
    t = next > low && next < high ? next : (low + high) / 2;
  }
  return strength * sigmoid(t);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
