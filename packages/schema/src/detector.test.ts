import { describe, expect, test } from 'vitest';
import { detectionSchema } from './detection';
import { type DetectorManifest, detectorManifestSchema } from './detector';

const MANIFEST: DetectorManifest = {
  schemaVersion: 1,
  name: 'scenes-tiny',
  architecture: 'tldr-vlm',
  domain: 'pictures composed of icons',
  imageSize: 128,
  maximumLength: 256,
  special: { beginPrompt: 1, beginResponse: 2, end: 3, padding: 0 },
  thresholds: { token: 0.5, sentence: 0.5, response: 0.4 },
  taxonomies: ['counting'],
  files: { imageEncoder: 'image-encoder.onnx', scorer: 'scorer.onnx', tokenizer: 'tokenizer.json' },
  sha256: { 'scorer.onnx': 'ab'.repeat(32) },
};

describe('the manifest of a detector folder', () => {
  test('passes unchanged', () => {
    expect(detectorManifestSchema.parse(MANIFEST)).toEqual(MANIFEST);
  });

  test.each<[string, object]>([
    ['another version of the layout', { schemaVersion: 2 }],
    ['a threshold above 1', { thresholds: { ...MANIFEST.thresholds, token: 1.5 } }],
    ['a hash that is none', { sha256: { 'scorer.onnx': 'abc' } }],
    ['a file outside of the folder', { files: { ...MANIFEST.files, scorer: '../scorer.onnx' } }],
    ['an absolute path', { files: { ...MANIFEST.files, scorer: '/etc/passwd' } }],
    ['a path of Windows', { files: { ...MANIFEST.files, scorer: 'C:\\scorer.onnx' } }],
    ['the folder itself', { files: { ...MANIFEST.files, scorer: '..' } }],
    ['an image size of 0', { imageSize: 0 }],
  ])('%s is refused', (_, change) => {
    expect(detectorManifestSchema.safeParse({ ...MANIFEST, ...change }).success).toBe(false);
  });
});

describe('a detection', () => {
  const token = { start: 0, end: 3, text: 'The', reward: 0.9, hallucinated: false };
  const detection = { tokens: [token], spans: [], sentences: [token], response: { reward: 0.9, hallucinated: false } };

  test('passes unchanged', () => {
    expect(detectionSchema.parse(detection)).toEqual(detection);
  });

  test.each([Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])('a reward of %d is refused', (reward) => {
    expect(detectionSchema.safeParse({ ...detection, response: { reward, hallucinated: false } }).success).toBe(false);
  });
});
