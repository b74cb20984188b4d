import { expect, it } from 'vitest';
import { parameterShapes } from '../parameter-shapes';
import { tinyConfig } from '../test-support/tiny-config';
import { initializeParameters } from '../weights/initialize-parameters';
import { changeModel } from './change-model';

const checkpoint = { config: tinyConfig, tokenizer: '', parameters: initializeParameters(parameterShapes(tinyConfig), 1) };

it('adds a head for kinds and leaves everything else as it was', () => {
  const changed = changeModel(checkpoint, { taxonomyHead: true }, 5);
  expect(changed.config).toEqual({ ...tinyConfig, taxonomyHead: true });
  expect(changed.parameters.get('taxonomy_head.weight')!.shape).toEqual([8, tinyConfig.decoder.hiddenSize]);
  for (const [name, tensor] of checkpoint.parameters) expect(changed.parameters.get(name)).toBe(tensor);
});

it('starts the reward head anew where rewards become those of whole responses', () => {
  const { parameters } = changeModel(checkpoint, { rewardLevel: 'response' }, 5);
  expect(parameters.get('reward_head.weight')!.values).not.toEqual(checkpoint.parameters.get('reward_head.weight')!.values);
  expect(parameters.get('decoder.norm.weight')).toBe(checkpoint.parameters.get('decoder.norm.weight'));
});

it('changes nothing where nothing is asked for, or what is asked for is there', () => {
  expect(changeModel(checkpoint, {}, 5)).toEqual({ ...checkpoint, trainer: undefined });
  const withHead = changeModel(checkpoint, { taxonomyHead: true }, 5);
  expect(changeModel(withHead, { taxonomyHead: true }, 6).parameters).toEqual(withHead.parameters);
});
