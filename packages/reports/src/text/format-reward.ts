/** Two digits, but never rounded up to a certainty. */
export function formatReward(reward: number): string {
  return reward > 0.99 && reward < 1 ? '>0.99' : reward < 0.01 && reward > 0 ? '<0.01' : reward.toFixed(2);
}
