import { z } from 'zod';

/** Temperature and bias of a logistic scale: `reward = sigmoid(logit / temperature + bias)` (Platt 1999; Guo et al. 2017). */
export const logisticScaleSchema = z.object({ temperature: z.number().positive(), bias: z.number() });

/**
 * How a detector's rewards are made probabilities. `token` works on the logits of the model. `sentence` and `response` work on the logit of their worst token's
 * calibrated reward, since the worst of many noisy rewards is too low.
 */
export const calibrationSchema = z.object({ token: logisticScaleSchema, sentence: logisticScaleSchema, response: logisticScaleSchema });

export type LogisticScale = z.infer<typeof logisticScaleSchema>;
/** See {@link calibrationSchema}. */
export type Calibration = z.infer<typeof calibrationSchema>;

/** The scale that changes nothing. */
export const IDENTITY_SCALE: Readonly<LogisticScale> = { temperature: 1, bias: 0 };

/** The reward in [0, 1] that a logit stands for. */
export function rewardOfLogit(logit: number, { temperature, bias }: LogisticScale = IDENTITY_SCALE): number {
  return 1 / (1 + Math.exp(-(logit / temperature + bias)));
}

/** Scales a reward by its logit. The order of rewards stays; 0 and 1 stay what they are. */
export function scaleReward(reward: number, scale: LogisticScale): number {
  return rewardOfLogit(Math.log(reward) - Math.log1p(-reward), scale);
}
