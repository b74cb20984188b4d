import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../config';
import { initializeLora } from '../lora';
import type { LoraConfig } from '../lora-config';
import { parameterShapes } from '../parameter-shapes';
import type { HostTensor } from '../weights/host-tensor';
import { initializeParameters } from '../weights/initialize-parameters';
import { readSafetensors } from '../weights/read-safetensors';
import { Weights } from '../weights/weights';
import { batchTensors } from './batch-tensors';
import { computeLosses, type LossWeights } from './losses';
import type { PackedBatch } from './pack-batch';

/** A small but complete model and a packed batch: two pictures with three texts each. Written by scripts/write-gradient-case.ts. */
interface GradientCase {
  config: ModelConfig;
  loss: LossWeights;
  batch: PackedBatch;
}

/** Losses and gradients of trainable parameters by name. */
interface Computed {
  losses: Record<string, number>;
  gradients: Map<string, HostTensor>;
}

/** Largest distance from the reference, relative to it: of a loss, and of a parameter's gradient `max |a - b| / max |b|`. */
const TOLERANCE = 1e-4;

const { config, loss, batch } = JSON.parse(fixture('case.json').toString()) as GradientCase;
const parameters = readSafetensors(fixture('inputs.safetensors'), 'inputs.safetensors');
batch.pixels = parameters.get('pixels')!.values;
parameters.delete('pixels');
const pytorch: Computed = {
  losses: (JSON.parse(fixture('pytorch.json').toString()) as Computed).losses,
  gradients: readSafetensors(fixture('pytorch.safetensors'), 'pytorch.safetensors'),
};

const lora: LoraConfig = { rank: 2, alpha: 3, targets: ['q_proj', 'v_proj', 'down_proj', 'connector'] };

function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/vlm-gradients/${name}`, import.meta.url));
}

async function computeOn(backend: 'ort' | 'cpu', makeWeights: () => Weights): Promise<Computed> {
  await tf.setBackend(backend);
  const weights = makeWeights();
  const losses: Record<string, number> = {};
  const gradients = new Map<string, HostTensor>();
  const parts = new Map<string, tf.Tensor>();
  const variables = weights.trainable();
  const { value, grads } = tf.variableGrads(() => {
    const computed = computeLosses(batchTensors(batch), weights, config, loss);
    for (const [name, part] of Object.entries(computed.parts)) parts.set(name, tf.keep(tf.clone(part)));
    return computed.total;
  }, [...variables.values()]);
  for (const [name, part] of [...parts, ['total', value] as const]) losses[name] = (await part.data())[0]!;
  for (const [name, variable] of variables) {
    const gradient = grads[variable.name];
    if (gradient) gradients.set(name, { shape: gradient.shape, values: (await gradient.data()) as Float32Array });
  }
  tf.dispose([...parts.values(), value, grads]);
  weights.dispose();
  return { losses, gradients };
}

function expectSame(actual: Computed, expected: Computed): void {
  expect(Object.keys(actual.losses).sort()).toEqual(Object.keys(expected.losses).sort());
  for (const [name, value] of Object.entries(expected.losses)) {
    expect(value, name).toBeGreaterThan(0);
    expect(Math.abs(actual.losses[name]! - value) / value, name).toBeLessThan(TOLERANCE);
  }
  expect([...actual.gradients.keys()].sort()).toEqual([...expected.gradients.keys()].sort());
  for (const [name, reference] of expected.gradients) {
    const gradient = actual.gradients.get(name)!;
    expect(gradient.shape, name).toEqual(reference.shape);
    expect(distance(gradient.values, reference.values), name).toBeLessThan(TOLERANCE);
  }
}

/** `max |a - b| / max |b|`; not a number if all of b is zero, so that a gradient that nothing reaches is never near another. */
function distance(a: Float32Array, b: Float32Array): number {
  const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest(a.map((value, index) => value - b[index]!)) / largest(b);
}

describe('computeLosses', () => {
  afterEach(() => tf.setBackend('ort'));

  it('gives every parameter the gradient that PyTorch computes for the same model', async () => {
    const computed = await computeOn('ort', () => new Weights(parameters));
    expect([...computed.gradients.keys()]).toEqual([...parameterShapes(config).keys()]);
    expectSame(computed, pytorch);
  });

  it("gives every parameter the gradient that TensorFlow.js' own CPU backend computes", async () => {
    const makeWeights = () => new Weights(parameters);
    expectSame(await computeOn('ort', makeWeights), await computeOn('cpu', makeWeights));
  });

  it("gives adapters of a frozen model the gradients that TensorFlow.js' own CPU backend computes", async () => {
    const adapters = initializeLora(config, lora, 3);
    // B starts at zero, where A has no gradient.
    const shapes = [...adapters].map(([name, { shape }]) => [name, { shape, initialization: { deviation: 0.3 } }] as const);
    const all = new Map([...parameters, ...initializeParameters(new Map(shapes), 4)]);
    const makeWeights = () => new Weights(all, (name) => name.includes('.lora_') || name.startsWith('reward_head.'), lora);
    const computed = await computeOn('ort', makeWeights);
    expect(computed.gradients.size).toBe(adapters.size + 2);
    expectSame(computed, await computeOn('cpu', makeWeights));
  });
});
