import { isDeepStrictEqual } from 'node:util';
import { inputError } from '../errors';
import type { HostTensor } from '../weights/host-tensor';
import type { Checkpoint } from './checkpoint';

/**
 * The mean of the weights of checkpoints of one model, such as several along one training run or fine-tunings of one start. Where they lie in the same basin of the loss, the mean is often better than each of
 * them, at no cost when scoring (Izmailov et al. 2018, arXiv 1803.05407; Wortsman et al. 2022, arXiv 2203.05482). Trainer states are dropped.
 *
 * @throws {InputError} `AVERAGE` if there is none, if their models or tokenizers differ, or if one of several carries adapters, whose product the mean would not keep.
 */
export function averageCheckpoints(checkpoints: readonly Checkpoint[]): Checkpoint {
  const [first, ...others] = checkpoints;
  if (first === undefined) throw inputError('AVERAGE', 'There is no checkpoint to average. Give one at least.');
  if (others.length === 0) return { ...first, trainer: undefined };
  if (checkpoints.some(({ lora }) => lora !== undefined)) {
    throw inputError('AVERAGE', 'Checkpoints with adapters cannot be averaged: the mean of two factors is not the mean of their products.');
  }
  for (const other of others) {
    if (!isDeepStrictEqual(other.config, first.config) || other.tokenizer !== first.tokenizer) {
      throw inputError('AVERAGE', 'The checkpoints to average are of different models or tokenizers. Give checkpoints that share both.');
    }
  }
  const parameters = new Map<string, HostTensor>();
  for (const [name, { shape, values }] of first.parameters) {
    const sum = Float64Array.from(values);
    for (const other of others) for (const [index, value] of other.parameters.get(name)!.values.entries()) sum[index]! += value;
    parameters.set(name, { shape, values: Float32Array.from(sum, (value) => value / checkpoints.length) });
  }
  return { config: first.config, tokenizer: first.tokenizer, parameters };
}
