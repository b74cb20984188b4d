import { describe, expect, it } from 'vitest';
import { imageIdentity, moveImageReference, resolveImage } from './image-references';

describe('a reference to an image', () => {
  it.each([
    ['images/a.png', '/data/images/a.png'],
    ['/images/a.png', '/images/a.png'],
    ['a:1.png', '/data/a:1.png'],
    ['C:/a.png', '/data/C:/a.png'],
    ['100%25 a#b?.png', '/data/100%25 a#b?.png'],
    ['file:///images/a%20b.png', '/images/a b.png'],
    ['FILE:///images/a.png', '/images/a.png'],
    ['datasets/a.png', '/data/datasets/a.png'],
    ['httpd.png', '/data/httpd.png'],
  ])('%s is the file %s', (image, path) => {
    expect(resolveImage(image, '/data')).toEqual({ type: 'path', path });
  });

  it('is an address or a data URI in whatever letters', () => {
    expect(resolveImage('HTTPS://Example.org/a.png', '/data')).toEqual({ type: 'url', url: 'HTTPS://Example.org/a.png' });
    expect(resolveImage('DATA:image/PNG;base64,AAAA', '/data')).toEqual({ type: 'data-uri', uri: 'DATA:image/PNG;base64,AAAA' });
  });

  it.each([
    '',
    'a\0.png',
    'file:a.png',
    'file:///a%zz.png',
    'file:///a%2Fb.png',
    'file:///a%00.png',
    'file://host/a.png',
    `file://${'x'.repeat(1e6)}`,
  ])('that names no file is refused: %j', (image) => {
    expect(() => resolveImage(image, '/data')).toThrow(
      expect.objectContaining({ code: 'IMAGE_REFERENCE', message: expect.stringMatching(/^.{1,600}$/s) }),
    );
  });
});

describe('moveImageReference', () => {
  it('rewrites a relative path so that it is right from the other file', () => {
    expect(moveImageReference('images/a.png', 'data/samples.jsonl', 'data/labelled.jsonl')).toBe('images/a.png');
    expect(moveImageReference('images/a.png', 'data/samples.jsonl', 'out/deep/labelled.jsonl')).toBe('../../data/images/a.png');
    expect(moveImageReference('../a.png', '/data/in/samples.jsonl', '/data/labelled.jsonl')).toBe('a.png');
    expect(moveImageReference('a:1.png', '/data/in/samples.jsonl', '/data/labelled.jsonl')).toBe('in/a:1.png');
  });

  it('leaves absolute paths, addresses and data URIs alone', () => {
    for (const image of ['/data/a.png', 'file:///data/a.png', 'https://example.org/a.png', 'data:image/png;base64,AAAA', 'DATA:,a']) {
      expect(moveImageReference(image, 'data/samples.jsonl', 'out/labelled.jsonl')).toBe(image);
    }
  });
});

it('one image has one short name, however it is referred to', () => {
  const identityOf = (image: string): string => imageIdentity(resolveImage(image, '/data'));
  expect(identityOf('file:///data/a.png')).toBe(identityOf('x/../a.png'));
  expect(identityOf('HTTPS://Example.org/a.png')).toBe(identityOf('https://example.org/a.png'));
  expect(identityOf('DATA:image/PNG;Base64,AAAA')).toBe(identityOf('data:image/png;base64,AAAA'));
  expect(identityOf('data:image/png;base64,AAAA')).not.toBe(identityOf('data:image/png;base64,aaaa'));
  expect(identityOf(`data:image/png;base64,${'A'.repeat(100_000)}`).length).toBeLessThan(120);
});
