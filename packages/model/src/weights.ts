import * as tf from '@tensorflow/tfjs-core';
import { fillNormal, namedRandom, type Random } from '@tldr-rm/random';
import { TldrError } from '@tldr-rm/schema';
import { markFrozen } from '@tldr-rm/tfjs-ort';
import type { LoraConfig } from './lora';
import type { ParameterShape } from './parameter-shapes';

/** A parameter on the host: row-major float32 values with their shape. */
export interface HostTensor {
  shape: number[];
  values: Float32Array;
}

/** The parameters of a model on the current TensorFlow.js backend, by name. Holds device memory until `dispose`. */
export class Weights {
  readonly #tensors = new Map<string, tf.Variable | tf.Tensor>();
  readonly lora: LoraConfig | undefined;

  /**
   * @param host the parameters' values.
   * @param trainable which of them training changes; the others are frozen and become constants of compiled graphs.
   * @param lora set where low-rank adapters (`NAME.lora_A`, `NAME.lora_B`) are among them.
   */
  constructor(host: Map<string, HostTensor>, trainable: (name: string) => boolean = () => true, lora?: LoraConfig) {
    this.lora = lora;
    for (const [name, { shape, values }] of host) {
      const tensor = tf.tensor(values, shape, 'float32');
      if (trainable(name)) {
        this.#tensors.set(name, tf.variable(tensor, true));
        tensor.dispose();
      } else {
        markFrozen(tensor);
        this.#tensors.set(name, tf.keep(tensor));
      }
    }
  }

  /** @throws {TldrError} if the model has no parameter of this name. */
  get(name: string): tf.Tensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TldrError('PARAMETER_MISSING', `the model has no parameter named ${name}`);
    return tensor;
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  names(): string[] {
    return [...this.#tensors.keys()];
  }

  /** The parameters that training changes, by name, in a fixed order. */
  trainable(): Map<string, tf.Variable> {
    const variables = new Map<string, tf.Variable>();
    for (const [name, tensor] of this.#tensors) if (tensor instanceof tf.Variable) variables.set(name, tensor);
    return variables;
  }

  /** Copies the parameters to the host. */
  async read(): Promise<Map<string, HostTensor>> {
    const host = new Map<string, HostTensor>();
    for (const [name, tensor] of this.#tensors) {
      host.set(name, { shape: [...tensor.shape], values: Float32Array.from((await tensor.data()) as Float32Array) });
    }
    return host;
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}

/** Draws the starting values of parameters from a seed. Each depends on the seed and its own name only, so adding one changes no other. */
export function initializeParameters(shapes: Map<string, ParameterShape>, seed: number): Map<string, HostTensor> {
  const host = new Map<string, HostTensor>();
  for (const [name, { shape, initialization }] of shapes) {
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    if ('constant' in initialization) values.fill(initialization.constant);
    else fillNormal(values, initialization.deviation, namedRandom(seed, name));
    if ('ramp' in initialization && initialization.ramp) addRamp(values, shape, initialization.ramp, namedRandom(seed, `${name}/ramp`));
    host.set(name, { shape, values });
  }
  for (const [name, { shape, initialization }] of shapes) {
    if (!('copiedRows' in initialization)) continue;
    const width = shape[1]!;
    for (const { from, source, target, count } of initialization.copiedRows ?? []) {
      host.get(name)!.values.set(host.get(from)!.values.subarray(source * width, (source + count) * width), target * width);
    }
  }
  return host;
}

/** Moves the rows of a matrix along one random direction, evenly from -ramp to ramp. */
function addRamp(values: Float32Array, [rows, width]: number[], ramp: number, random: Random): void {
  const direction = new Float32Array(width!);
  fillNormal(direction, ramp, random);
  for (let index = 0; index < values.length; index += 1) {
    const row = Math.floor(index / width!);
    values[index]! += direction[index % width!]! * ((2 * row) / (rows! - 1) - 1);
  }
}
