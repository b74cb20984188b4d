import * as tf from '@tensorflow/tfjs-core';
import { markFrozen } from '@tldr-rm/tfjs-ort';
import { internalError } from '../errors';
import { isAdapter, type LoraConfig } from '../lora-config';
import type { HostTensor } from './host-tensor';

/** The parameters of a model on the current TensorFlow.js backend, by name. Holds device memory until `dispose`. */
export class Weights {
  readonly #tensors = new Map<string, tf.Variable | tf.Tensor>();
  readonly lora: LoraConfig | undefined;

  /**
   * @param host the parameters' values.
   * @param trainable which of them training changes; the others are frozen and become constants of compiled graphs.
   * @param lora set where low-rank adapters (`NAME.lora_A`, `NAME.lora_B`) are among them.
   * @throws {TldrError} `ADAPTERS` if there are adapters and nothing says how to apply them.
   */
  constructor(host: ReadonlyMap<string, HostTensor>, trainable: (name: string) => boolean = () => true, lora?: LoraConfig) {
    const adapter = lora ? undefined : [...host.keys()].find(isAdapter);
    if (adapter)
      throw internalError(
        'ADAPTERS',
        `there is an adapter ${adapter}, and no LoRA config to apply it by. Give the config, or merge the adapters first.`,
      );
    this.lora = lora;
    try {
      for (const [name, { shape, values }] of host) this.#tensors.set(name, place(tf.tensor(values, shape, 'float32'), trainable(name)));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** @throws {TldrError} if the model has no parameter of this name. */
  get(name: string): tf.Tensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw internalError('PARAMETER_MISSING', `the model has no parameter named ${name}`);
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

function place(tensor: tf.Tensor, isTrainable: boolean): tf.Variable | tf.Tensor {
  if (!isTrainable) {
    markFrozen(tensor);
    return tf.keep(tensor);
  }
  const variable = tf.variable(tensor, true);
  tensor.dispose();
  return variable;
}
