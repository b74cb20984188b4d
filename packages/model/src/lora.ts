import type { ModelConfig } from './config';
import { inputError } from './errors';
import { isAdapter, type LoraConfig, loraScale } from './lora-config';
import { type ParameterShape, parameterShapes } from './parameter-shapes';
import type { HostTensor } from './weights/host-tensor';
import { initializeParameters } from './weights/initialize-parameters';

/** Names (without `.weight`) of the projections of a model that a LoRA config adapts: those of connector and decoder; the vision encoder stays as it is. */
export function adaptedProjections(config: ModelConfig, lora: LoraConfig): string[] {
  return [...parameterShapes(config)]
    .filter(([name, { shape }]) => shape.length === 2 && name.endsWith('.weight') && !name.startsWith('vision.'))
    .map(([name]) => name.slice(0, -'.weight'.length))
    .filter((name) => lora.targets.some((target) => name === target || name.endsWith(`.${target}`)));
}

/** Shapes of the adapters of a model, by name; A is drawn at random and B zero, so that the adapted model starts as the base model. */
export function adapterShapes(config: ModelConfig, lora: LoraConfig): Map<string, ParameterShape> {
  const shapes = parameterShapes(config);
  const adapters = new Map<string, ParameterShape>();
  for (const name of adaptedProjections(config, lora)) {
    const [output, input] = shapes.get(`${name}.weight`)!.shape as [number, number];
    adapters.set(`${name}.lora_A.weight`, { shape: [lora.rank, input], initialization: { deviation: 1 / Math.sqrt(input) } });
    adapters.set(`${name}.lora_B.weight`, { shape: [output, lora.rank], initialization: { constant: 0 } });
  }
  return adapters;
}

/**
 * New adapters for a model.
 *
 * @throws {InputError} `ADAPTERS` if the targets name no projection of it.
 */
export function initializeLora(config: ModelConfig, lora: LoraConfig, seed: number): Map<string, HostTensor> {
  const shapes = adapterShapes(config, lora);
  if (shapes.size === 0)
    throw inputError(
      'ADAPTERS',
      `lora.targets: no projection of the model ends in one of ${lora.targets.join(', ').slice(0, 200)}. Name some such as q_proj.`,
    );
  return initializeParameters(shapes, seed);
}

/**
 * Merges adapters into the base: `W + tau * scale * B A`. With tau = 1 this is the adapted model, with tau = 0 the base; the paper's section on
 * self-improvement merges with a small tau.
 *
 * @param parameters base parameters and adapters by name.
 * @returns the parameters without adapters.
 */
export function mergeLora(parameters: ReadonlyMap<string, HostTensor>, lora: LoraConfig, tau = 1): Map<string, HostTensor> {
  const merged = new Map<string, HostTensor>();
  for (const [name, tensor] of parameters) {
    if (isAdapter(name)) continue;
    const stem = name.slice(0, -'.weight'.length);
    const down = parameters.get(`${stem}.lora_A.weight`);
    const up = parameters.get(`${stem}.lora_B.weight`);
    merged.set(name, down && up ? { shape: tensor.shape, values: addProduct(tensor, up, down, tau * loraScale(lora)) } : tensor);
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
