import { InputError } from '@tldr-rm/schema';
import { expect, it } from 'vitest';
import { parameterShapes } from '../parameter-shapes';
import { tinyConfig } from '../test-support/tiny-config';
import { initializeParameters } from '../weights/initialize-parameters';
import { averageCheckpoints } from './average-checkpoints';

const checkpointOf = (seed: number) => ({
  config: tinyConfig,
  tokenizer: '',
  parameters: initializeParameters(parameterShapes(tinyConfig), seed),
});

it('gives every weight the mean of its values', () => {
  const [one, two, three] = [checkpointOf(1), checkpointOf(2), checkpointOf(3)];
  const { parameters } = averageCheckpoints([one, two, three]);
  expect([...parameters.keys()]).toEqual([...one.parameters.keys()]);
  for (const [name, { shape, values }] of parameters) {
    expect(shape).toEqual(one.parameters.get(name)!.shape);
    for (const [index, value] of values.entries()) {
      const mean = [one, two, three].reduce((sum, { parameters: each }) => sum + each.get(name)!.values[index]!, 0) / 3;
      expect(value).toBe(Math.fround(mean));
    }
  }
});

it('leaves one checkpoint as it is, but for the state of its trainer', () => {
  const one = { ...checkpointOf(1), lora: { rank: 2, alpha: 4, targets: ['q_proj'] } };
  expect(averageCheckpoints([{ ...one, trainer: { step: 3, texts: 1, seconds: 1, optimizer: new Map() } }])).toEqual(one);
});

it('refuses what has no mean', () => {
  const one = checkpointOf(1);
  const adapted = { ...one, lora: { rank: 2, alpha: 4, targets: ['q_proj'] } };
  const cases = [
    [],
    [one, { ...one, tokenizer: 'other' }],
    [one, { ...one, config: { ...tinyConfig, taxonomyHead: true } }],
    [one, adapted],
  ];
  for (const checkpoints of cases) {
    const average = () => averageCheckpoints(checkpoints);
    expect(average).toThrow(InputError);
    expect(average).toThrow(expect.objectContaining({ code: 'AVERAGE' }));
  }
});
