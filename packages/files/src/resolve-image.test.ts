import { expect, it } from 'vitest';
import { imageIdentity, resolveImage } from './resolve-image';

it('takes names with a colon for files, and leaves addresses and data URIs alone', () => {
  expect(resolveImage('a:1.png', 'data')).toBe('data/a:1.png');
  for (const image of ['FILE:///a.png', 'https://example.org/a.png', 'DATA:image/png;base64,AA', '/a.png']) {
    expect(resolveImage(image, 'data')).toBe(image);
  }
});

it('gives one name to one file, however it is written', () => {
  expect(imageIdentity('file:///data/a%20b.png')).toBe('/data/a b.png');
  expect(imageIdentity('/data/x/../a:1.png')).toBe('/data/a:1.png');
});
