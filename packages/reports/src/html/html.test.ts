import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, Html, html } from './html';

describe('escapeHtml', () => {
  it('leaves no character that could end a text or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'`]|&(?!#\d+;)/);
      }),
    );
  });

  it('can be undone, but for characters that no page may hold', () => {
    const readMarkup = (markup: string): string => markup.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readMarkup(escapeHtml(text))).toBe(text);
      }),
    );
    expect(escapeHtml('a\0b\x1bc\ud800d\n')).toBe('a\ufffdb\ufffdc\ufffdd\n');
  });
});

describe('html', () => {
  it('escapes what is put in, joins lists, keeps pages and leaves out nothing', () => {
    const item = (text: string): Html => html`<li>${text}</li>`;
    expect(html`<ul title="${'"'}">${['a', '<b>'].map(item)}${false}${null}${undefined}${0}</ul>`.markup).toBe(
      '<ul title="&#34;"><li>a</li><li>&#60;b&#62;</li>0</ul>',
    );
    expect(html`${new Html('<b>')}`.markup).toBe('<b>');
  });
});
