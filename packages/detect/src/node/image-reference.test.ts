import { describe, expect, it } from 'vitest';
import { imageReference, referencedFile } from './image-reference';

describe('imageReference', () => {
  it.each([
    ['a.png', { type: 'path', path: 'data/a.png' }],
    ['/pictures/a.png', { type: 'path', path: '/pictures/a.png' }],
    ['a:1.png', { type: 'path', path: 'data/a:1.png' }],
    ['file:///pictures/a%20b.png', { type: 'url', url: 'file:///pictures/a%20b.png' }],
    ['HTTPS://example.org/a.png', { type: 'url', url: 'HTTPS://example.org/a.png' }],
    ['DATA:image/png;BASE64,AAAA', { type: 'data-uri', uri: 'DATA:image/png;BASE64,AAAA' }],
  ])('reads %s', (reference, image) => {
    expect(imageReference(reference, { relativeTo: 'data' })).toEqual(image);
  });

  it('names the file that is meant, if one is', () => {
    expect(referencedFile('a.png', { relativeTo: 'data' })).toBe('data/a.png');
    expect(referencedFile('file:///pictures/a%20b.png')).toBe('/pictures/a b.png');
    expect(referencedFile('https://example.org/a.png')).toBeNull();
  });
});
