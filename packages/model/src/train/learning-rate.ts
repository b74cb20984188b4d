/** Linear warm-up, then a cosine to a fraction of the peak (Loshchilov and Hutter 2016, arXiv 1608.03983). */
export interface LearningRateSchedule {
  peak: number;
  warmupSteps: number;
  totalSteps: number;
  /** Share of the peak that is left at the end, in [0, 1]. */
  finalFraction: number;
}

/** Learning rate of a step, counted from 0. After `totalSteps` it stays at its end value. */
export function learningRate(step: number, { peak, warmupSteps, totalSteps, finalFraction }: LearningRateSchedule): number {
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
  return peak * (finalFraction + ((1 - finalFraction) * (1 + Math.cos(Math.PI * progress))) / 2);
}
