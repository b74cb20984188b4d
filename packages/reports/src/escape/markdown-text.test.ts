import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownInline, markdownText } from './markdown-text';

describe('markdownText', () => {
  it.each([
    ['markup', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['a cell', 'a | b', 'a \\| b'],
    ['emphasis and code', '*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
    ['a link', '[a](https://b.c) www.d.e', '\\[a\\](https\\://b.c) www\\.d.e'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['lines', 'a\n# b\r\n\n- c', 'a # b - c'],
    ['a code of a terminal', '\x1b[31m', '\\\\x1b\\[31m'],
  ])('makes no %s', (_, text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });

  it.each([
    ['# a', '\\# a'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['---', '\\---'],
    ['1. a', '1\\. a'],
    ['    a', 'a'],
  ])('begins no block with %j', (text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });

  it('a text is one line, and every mark in it is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(markdownInline(text).replace(/\\./gu, '')).not.toMatch(/[\n\r<>|`*_[\]~\\]/);
      }),
    );
  });
});
