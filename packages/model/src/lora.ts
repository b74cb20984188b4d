import type { ModelConfig } from './config';
import { type ParameterShape, parameterShapes } from './parameter-shapes';
import { type HostTensor, initializeParameters } from './weights';

/** Low-rank adaptation (Hu et al. 2021, arXiv 2106.09685): `W x + alpha / rank * B A x` with W frozen. The TLDR paper uses rank 512, alpha 128. */
export interface LoraConfig {
  rank: number;
  alpha: number;
  /** Endings of the projections to adapt, such as `q_proj`. */
  targets: string[];
}

/** Names (without `.weight`) of the projections of a model that a LoRA config adapts: those of connector and decoder; the vision encoder stays as it is. */
export function adaptedProjections(config: ModelConfig, lora: LoraConfig): string[] {
  return [...parameterShapes(config)]
    .filter(([name, { shape }]) => shape.length === 2 && name.endsWith('.weight') && !name.startsWith('vision.'))
    .map(([name]) => name.slice(0, -'.weight'.length))
    .filter((name) => lora.targets.some((target) => name === target || name.endsWith(`.${target}`)));
}

/** New adapters for a model: A drawn at random, B zero, so that the adapted model starts as the base model. */
export function initializeLora(config: ModelConfig, lora: LoraConfig, seed: number): Map<string, HostTensor> {
  const shapes = parameterShapes(config);
  const adapters = new Map<string, ParameterShape>();
  for (const name of adaptedProjections(config, lora)) {
    const [output, input] = shapes.get(`${name}.weight`)!.shape as [number, number];
    adapters.set(`${name}.lora_A.weight`, { shape: [lora.rank, input], initialization: { deviation: 1 / Math.sqrt(input) } });
    adapters.set(`${name}.lora_B.weight`, { shape: [output, lora.rank], initialization: { constant: 0 } });
  }
  return initializeParameters(adapters, seed);
}

/**
 * Merges adapters into the base: `W + tau * alpha / rank * B A`. With tau = 1 this is the adapted model, with tau = 0 the base; the paper's section on
 * self-improvement merges with a small tau.
 *
 * @param parameters base parameters and adapters by name.
 * @returns the parameters without adapters.
 */
export function mergeLora(parameters: Map<string, HostTensor>, lora: LoraConfig, tau = 1): Map<string, HostTensor> {
  const merged = new Map<string, HostTensor>();
  for (const [name, tensor] of parameters) {
    if (name.includes('.lora_')) continue;
    const stem = name.slice(0, -'.weight'.length);
    const down = parameters.get(`${stem}.lora_A.weight`);
    const up = parameters.get(`${stem}.lora_B.weight`);
    merged.set(name, down && up ? { shape: tensor.shape, values: addProduct(tensor, up, down, (tau * lora.alpha) / lora.rank) } : tensor);
  }
  return merged;
}

/** `base + scale * up @ down`, with base [out, in], up [out, rank], down [rank, in]. */
function addProduct(base: HostTensor, up: HostTensor, down: HostTensor, scale: number): Float32Array {
  const [output, input] = base.shape as [number, number];
  const rank = down.shape[0]!;
  const result = Float32Array.from(base.values);
  for (let row = 0; row < output; row += 1) {
    for (let inner = 0; inner < rank; inner += 1) {
      const factor = scale * up.values[row * rank + inner]!;
      if (factor === 0) continue;
      for (let column = 0; column < input; column += 1) result[row * input + column]! += factor * down.values[inner * input + column]!;
    }
  }
  return result;
}
