import { type Calibration, IDENTITY_SCALE, InputError, type LogisticScale, scaleReward } from '@tldr-rm/schema';
import { type Judged, judgeResponse } from './judge-response';
import type { ScoredResponse } from './scored-response';

/** Rewards are 32-bit numbers: beyond this logit they are 0 or 1, which has none. */
const LARGEST_LOGIT = 17;

/** Newton's method needs about ten steps; more mean that rounding keeps it from standing still. */
const MAX_STEPS = 100;
const MAX_HALVINGS = 30;

/**
 * Fits temperature and bias of the rewards of tokens, and then those of sentences and responses on top, so that rewards become probabilities to be right. The
 * log loss on the given responses is minimized, with Platt's targets (below). A level that has nothing hallucinated or nothing right, or whose rewards say the
 * opposite of the truth, keeps its rewards.
 *
 * The probabilities hold for data in which as much is hallucinated as in the given responses.
 *
 * @param scored Validation data, scored by the detector without any calibration.
 * @throws {InputError} `NO_VALIDATION_DATA` without any token or response that counts; `SCORED_RESPONSE` as `evaluateDetections`.
 */
export function fitCalibration(scored: Iterable<ScoredResponse>): Calibration {
  const judged = Array.from(scored, judgeResponse);
  const tokens = judged.flatMap((item) => item.tokens);
  if (tokens.length === 0 && judged.every(({ response }) => response === null)) {
    throw new InputError('NO_VALIDATION_DATA', 'There is no labelled response to calibrate rewards on. Give validation data with labels.');
  }
  const token = fitScale(tokens);
  const scaled = (items: readonly Judged[]): Judged[] => items.map(({ bad, reward }) => ({ bad, reward: scaleReward(reward, token) }));
  return {
    token,
    sentence: fitScale(scaled(judged.flatMap((item) => item.sentences))),
    response: fitScale(scaled(judged.flatMap((item) => item.response ?? []))),
  };
}

/** The responses as a calibrated detector would have scored them. */
export function applyCalibration(scored: ScoredResponse, { token, sentence, response }: Calibration): ScoredResponse {
  const { tokens, sentences, responseReward } = scored;
  return {
    ...scored,
    tokens: tokens.map((each) => ({ ...each, reward: scaleReward(each.reward, token) })),
    ...(sentences && {
      sentences: sentences.map(({ reward, ...each }) => ({
        ...each,
        ...(reward !== undefined && { reward: scaleReward(scaleReward(reward, token), sentence) }),
      })),
    }),
    ...(responseReward !== undefined && { responseReward: scaleReward(scaleReward(responseReward, token), response) }),
  };
}

/**
 * Platt scaling by Newton's method with step halving, as in Lin, Lin and Weng, "A Note on Platt's Probabilistic Outputs for Support Vector Machines" (2007): its
 * targets (n + 1) / (n + 2) and 1 / (m + 2) for n right and m wrong ones keep the fit finite where a threshold parts them perfectly.
 */
function fitScale(judged: readonly Judged[]): LogisticScale {
  const bad = judged.filter((item) => item.bad).length;
  const good = judged.length - bad;
  if (bad === 0 || good === 0) return { ...IDENTITY_SCALE };
  const logits = Float64Array.from(judged, ({ reward }) => logitOf(reward));
  const targets = Float64Array.from(judged, (item) => (item.bad ? 1 / (bad + 2) : (good + 1) / (good + 2)));
  let [slope, bias] = [0, Math.log((good + 1) / (bad + 1))];
  let loss = logLoss(logits, targets, slope, bias);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const [slopeStep, biasStep] = newtonStep(logits, targets, slope, bias);
    let size = 1;
    let next = loss;
    for (let halving = 0; halving < MAX_HALVINGS; halving += 1, size /= 2) {
      next = logLoss(logits, targets, slope + size * slopeStep, bias + size * biasStep);
      if (next < loss) break;
    }
    if (!(next < loss)) break;
    slope += size * slopeStep;
    bias += size * biasStep;
    loss = next;
  }
  return slope > 0 ? { temperature: 1 / slope, bias } : { ...IDENTITY_SCALE };
}

function newtonStep(logits: Float64Array, targets: Float64Array, slope: number, bias: number): [slope: number, bias: number] {
  // A little on the diagonal keeps the matrix invertible where all logits are equal.
  let [curveSlope, curveBoth, curveBias, gradientSlope, gradientBias] = [1e-12, 0, 1e-12, 0, 0];
  for (const [index, logit] of logits.entries()) {
    const probability = 1 / (1 + Math.exp(-(slope * logit + bias)));
    const curve = probability * (1 - probability);
    const difference = targets[index]! - probability;
    curveSlope += curve * logit * logit;
    curveBoth += curve * logit;
    curveBias += curve;
    gradientSlope += difference * logit;
    gradientBias += difference;
  }
  const determinant = curveSlope * curveBias - curveBoth * curveBoth;
  return [
    (curveBias * gradientSlope - curveBoth * gradientBias) / determinant,
    (curveSlope * gradientBias - curveBoth * gradientSlope) / determinant,
  ];
}

/** Sum of `log(1 + exp(z)) - target * z`, in a form that does not overflow. */
function logLoss(logits: Float64Array, targets: Float64Array, slope: number, bias: number): number {
  let sum = 0;
  for (const [index, logit] of logits.entries()) {
    const z = slope * logit + bias;
    sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[index]! * z;
  }
  return sum;
}

function logitOf(reward: number): number {
  return Math.max(-LARGEST_LOGIT, Math.min(LARGEST_LOGIT, Math.log(reward) - Math.log1p(-reward)));
}
