/** Low-rank adaptation (Hu et al. 2021, arXiv 2106.09685): `W x + scale * B A x` with W frozen. The TLDR paper uses rank 512, alpha 128. */
export interface LoraConfig {
  rank: number;
  alpha: number;
  /** Endings of the projections to adapt, such as `q_proj`. */
  targets: string[];
  /** Whether the scale is alpha / sqrt(rank) instead of alpha / rank (Kalajdzievski 2023, arXiv 2312.03732; PEFT's `use_rslora`). */
  rankStabilized?: boolean | undefined;
}

/** What the product of the adapters is multiplied by. */
export function loraScale({ rank, alpha, rankStabilized }: LoraConfig): number {
  return alpha / (rankStabilized ? Math.sqrt(rank) : rank);
}

/** Whether a parameter belongs to an adapter. */
export function isAdapter(name: string): boolean {
  return name.includes('.lora_');
}

/** Whether two configs mean the same adapters, whatever the order of their targets. */
export function isSameLora(one: LoraConfig, other: LoraConfig): boolean {
  return describeLora(one) === describeLora(other);
}

/** A config in words, for messages. */
export function describeLora({ rank, alpha, targets, rankStabilized }: LoraConfig): string {
  return `rank ${rank}, alpha ${alpha}, targets ${[...new Set(targets)].sort().join(', ')}${rankStabilized ? ', rank-stabilized' : ''}`;
}
