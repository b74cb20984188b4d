import { InputError } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { loraScale } from '../lora-config';
import { adapterConfig, parseAdapterConfig } from './adapter-config';

/** What PEFT 0.17 writes for plain LoRA, every field of it. */
const plain = {
  alpha_pattern: {},
  auto_mapping: null,
  base_model_name_or_path: 'some/model',
  bias: 'none',
  corda_config: null,
  eva_config: null,
  exclude_modules: null,
  fan_in_fan_out: false,
  inference_mode: true,
  init_lora_weights: true,
  layer_replication: null,
  layers_pattern: null,
  layers_to_transform: null,
  loftq_config: {},
  lora_alpha: 8,
  lora_bias: false,
  lora_dropout: 0.05,
  megatron_config: null,
  megatron_core: 'megatron.core',
  modules_to_save: null,
  peft_type: 'LORA',
  qalora_group_size: 16,
  r: 16,
  rank_pattern: {},
  revision: null,
  target_modules: ['q_proj', 'v_proj'],
  target_parameters: null,
  task_type: 'CAUSAL_LM',
  trainable_token_indices: null,
  use_dora: false,
  use_qalora: false,
  use_rslora: false,
};

describe('parseAdapterConfig', () => {
  it('reads what PEFT writes for plain LoRA', () => {
    expect(parseAdapterConfig(plain, 'f')).toEqual({ rank: 16, alpha: 8, targets: ['q_proj', 'v_proj'] });
  });

  it('scales rank-stabilized adapters by the square root of their rank', () => {
    expect(loraScale(parseAdapterConfig(plain, 'f'))).toBe(0.5);
    expect(loraScale(parseAdapterConfig({ ...plain, use_rslora: true }, 'f'))).toBe(2);
  });

  it('reads what it wrote', () => {
    for (const lora of [
      { rank: 2, alpha: 4, targets: ['q_proj'] },
      { rank: 2, alpha: 4, targets: ['q_proj'], rankStabilized: true },
    ]) {
      expect(parseAdapterConfig(adapterConfig(lora), 'f')).toEqual(lora);
    }
  });

  it.each([
    ['use_dora', true],
    ['rank_pattern', { 'layers.0.q_proj': 4 }],
    ['alpha_pattern', { q_proj: 4 }],
    ['bias', 'all'],
    ['bias', 'lora_only'],
    ['fan_in_fan_out', true],
    ['modules_to_save', ['lm_head']],
    ['layers_to_transform', [0, 1]],
    ['layers_to_transform', 0],
    ['layers_pattern', 'layers'],
    ['layer_replication', [[0, 2]]],
    ['exclude_modules', ['o_proj']],
    ['lora_bias', true],
    ['trainable_token_indices', [3]],
    ['target_parameters', ['experts']],
    ['use_qalora', true],
    ['init_lora_weights', 'pissa'],
    ['init_lora_weights', 'olora'],
    ['something_of_a_later_version', 'on'],
    ['something_of_a_later_version', 1],
  ])('refuses %s when it is %j, naming it', (field, value) => {
    expect(() => parseAdapterConfig({ ...plain, [field]: value }, 'dir/adapter_config.json')).toThrow(InputError);
    expect(() => parseAdapterConfig({ ...plain, [field]: value }, 'dir/adapter_config.json')).toThrow(
      new RegExp(`dir/adapter_config.json: ${field} is .* not supported`),
    );
  });

  it.each([
    ['another kind of adapter', { ...plain, peft_type: 'LOHA' }],
    ['a pattern instead of a list of targets', { ...plain, target_modules: 'all-linear' }],
    ['no rank', { ...plain, r: 0 }],
    ['no object', []],
  ])('refuses %s', (_, config) => {
    expect(() => parseAdapterConfig(config, 'f')).toThrow(/f: not a LoRA config/);
  });
});
