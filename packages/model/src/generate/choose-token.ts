import { inputError } from '../errors';

/** How the next token is chosen. */
export interface SamplingOptions {
  /** Logits are divided by it before the softmax. 0 takes the most likely token (greedy decoding), which is the default. */
  temperature?: number | undefined;
  /** Only the most likely tokens that together reach this probability are drawn from (nucleus sampling, Holtzman et al. 2020, arXiv 1904.09751). In (0, 1], 1 by default. */
  topP?: number | undefined;
}

/**
 * Checks sampling options.
 *
 * @throws {InputError} `SAMPLING` if one is out of its range.
 */
export function checkSampling({ temperature = 0, topP = 1 }: SamplingOptions): void {
  if (!(temperature >= 0 && Number.isFinite(temperature))) {
    throw inputError('SAMPLING', `the temperature is ${temperature}. Give a number of at least 0; 0 is greedy.`);
  }
  if (!(topP > 0 && topP <= 1)) throw inputError('SAMPLING', `top-p is ${topP}. Give a number above 0 and up to 1.`);
}

/**
 * Chooses a token by its logit.
 *
 * @param logits one for each token of the vocabulary; minus infinity forbids a token.
 * @param uniform a number in [0, 1), drawn for this choice.
 */
export function chooseToken(logits: Float32Array, { temperature = 0, topP = 1 }: SamplingOptions, uniform: number): number {
  if (temperature === 0) return argmax(logits);
  const best = logits[argmax(logits)]!;
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - best) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const likely = Array.from(weights.keys())
    .filter((token) => weights[token]! > 0)
    .sort((one, other) => weights[other]! - weights[one]! || one - other);
  let kept = 0;
  let count = 0;
  while (count < likely.length && (count === 0 || kept < topP * total)) kept += weights[likely[count++]!]!;
  let left = uniform * kept;
  for (const token of likely.slice(0, count)) {
    left -= weights[token]!;
    if (left < 0) return token;
  }
  return likely[count - 1]!;
}

/** The first of the largest. */
function argmax(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index]! > values[best]!) best = index;
  return best;
}
