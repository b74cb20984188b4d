import { describe, expect, it } from 'vitest';
import { moveImageReference } from './image-references';

describe('moveImageReference', () => {
  it('rewrites a relative path so that it is right from the other file', () => {
    expect(moveImageReference('images/a.png', 'data/samples.jsonl', 'data/labelled.jsonl')).toBe('images/a.png');
    expect(moveImageReference('images/a.png', 'data/samples.jsonl', 'out/deep/labelled.jsonl')).toBe('../../data/images/a.png');
    expect(moveImageReference('../a.png', '/data/in/samples.jsonl', '/data/labelled.jsonl')).toBe('a.png');
  });

  it('leaves absolute paths, addresses and data URIs alone', () => {
    for (const image of ['/data/a.png', 'https://example.org/a.png', 'data:image/png;base64,AAAA']) {
      expect(moveImageReference(image, 'data/samples.jsonl', 'out/labelled.jsonl')).toBe(image);
    }
  });
});
