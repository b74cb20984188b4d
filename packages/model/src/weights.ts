import * as tf from '@tensorflow/tfjs-core';
import { TldrError } from '@tldr-rm/schema';
import { markFrozen } from '@tldr-rm/tfjs-ort';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
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
    else fillNormal(values, initialization.deviation, seed ^ hashName(name));
    if ('ramp' in initialization && initialization.ramp) addRamp(values, shape, initialization.ramp, seed ^ hashName(`${name}/ramp`));
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
function addRamp(values: Float32Array, [rows, width]: number[], ramp: number, seed: number): void {
  const direction = new Float32Array(width!);
  fillNormal(direction, ramp, seed);
  for (let index = 0; index < values.length; index += 1) {
    const row = Math.floor(index / width!);
    values[index]! += direction[index % width!]! * ((2 * row) / (rows! - 1) - 1);
  }
}

/** Fills an array with normal values by the Box-Muller transform. */
export function fillNormal(values: Float32Array, deviation: number, seed: number): void {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
  for (let index = 0; index < values.length; index += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    values[index] = radius * Math.cos(angle);
    if (index + 1 < values.length) values[index + 1] = radius * Math.sin(angle);
  }
}

/** 32-bit FNV-1a hash of a parameter's name. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash;
}
