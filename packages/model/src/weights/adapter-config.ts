import { z } from 'zod';
import { inputError } from '../errors';
import type { LoraConfig } from '../lora-config';

const loraSchema = z.looseObject({
  peft_type: z.literal('LORA').default('LORA'),
  r: z.number().int().positive(),
  lora_alpha: z.number().positive(),
  target_modules: z.array(z.string()).min(1),
  use_rslora: z.boolean().nullish(),
  init_lora_weights: z.union([z.boolean(), z.string()]).nullish(),
});

/** Fields of PEFT's LoraConfig that change nothing in what trained adapters compute here: where they come from, how they were trained, settings of what is switched off. */
const WITHOUT_EFFECT = new Set([
  'auto_mapping',
  'base_model_name_or_path',
  'corda_config',
  'eva_config',
  'inference_mode',
  'loftq_config',
  'lora_dropout',
  'megatron_core',
  'peft_version',
  'qalora_group_size',
  'revision',
  'runtime_config',
  'task_type',
]);

/** Ways to start adapters that leave the base model as it is. Others, such as `pissa`, `olora` and `loftq`, change it, and their adapters are none to the weights that it came with. */
const PLAIN_STARTS = new Set(['eva', 'gaussian', 'orthogonal']);

/** Settings whose unused value is not simply empty. */
const UNUSED: Readonly<Record<string, unknown>> = { bias: 'none' };

/**
 * Reads PEFT's `adapter_config.json`. Rank, alpha, targets and rank-stabilized scaling are honoured; anything else that would change what the adapters compute is refused, fields that are not known included.
 *
 * @param source the file's name, for messages.
 * @throws {InputError} `CHECKPOINT`, naming the field.
 */
export function parseAdapterConfig(raw: unknown, source: string): LoraConfig {
  const parsed = loraSchema.safeParse(raw);
  if (!parsed.success) throw inputError('CHECKPOINT', `${source}: not a LoRA config: ${z.prettifyError(parsed.error)}`);
  const { peft_type: _, r, lora_alpha, target_modules, use_rslora, init_lora_weights, ...others } = parsed.data;
  const refuse = (field: string, value: unknown): never => {
    const written = JSON.stringify(value).slice(0, 100);
    throw inputError(
      'CHECKPOINT',
      `${source}: ${field} is ${written}, which changes what the adapters compute and is not supported. Merge them into the base model with PEFT (merge_and_unload), or train them without it.`,
    );
  };
  if (typeof init_lora_weights === 'string' && !PLAIN_STARTS.has(init_lora_weights)) refuse('init_lora_weights', init_lora_weights);
  for (const [field, value] of Object.entries(others)) {
    if (!WITHOUT_EFFECT.has(field) && !isUnused(value) && value !== UNUSED[field]) refuse(field, value);
  }
  return { rank: r, alpha: lora_alpha, targets: target_modules, ...(use_rslora && { rankStabilized: true }) };
}

/** The contents of `adapter_config.json` for adapters, as PEFT reads them. */
export function adapterConfig({ rank, alpha, targets, rankStabilized }: LoraConfig): Record<string, unknown> {
  return { peft_type: 'LORA', r: rank, lora_alpha: alpha, target_modules: targets, ...(rankStabilized && { use_rslora: true }) };
}

/** Whether a field says that something is not used: nothing, false, or empty. */
function isUnused(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === false || value === '';
}
