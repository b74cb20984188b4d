import { describe, expect, it } from 'vitest';
import { cellSize, gridSize, parseModelConfig } from './config';
import { tinyConfig } from './test-support/tiny-config';

describe('parseModelConfig', () => {
  it('accepts a config whose sizes fit', () => {
    const config = parseModelConfig(tinyConfig);
    expect([cellSize(config), gridSize(config)]).toEqual([8, 2]);
  });

  it.each([
    ['imageSize must be a multiple', { imageSize: 20 }],
    ['must equal vision.hiddenSize', { vision: { ...tinyConfig.vision, stemWidths: [4, 8] } }],
    ['multiple of vision.heads', { vision: { ...tinyConfig.vision, heads: 3 } }],
    ['even multiple of decoder.heads', { decoder: { ...tinyConfig.decoder, heads: 16, keyValueHeads: 1 } }],
    ['multiple of decoder.keyValueHeads', { decoder: { ...tinyConfig.decoder, keyValueHeads: 3 } }],
    ['architecture', { architecture: 'other' }],
  ])('says that %s', (problem, change) => {
    expect(() => parseModelConfig({ ...tinyConfig, ...change })).toThrow(problem);
  });
});
