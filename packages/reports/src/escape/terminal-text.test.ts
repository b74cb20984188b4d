import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalLines, terminalText } from './terminal-text';

describe('terminalText', () => {
  it.each([
    ['a code', '\x1b[31mred', '\\x1b[31mred'],
    ['a title of the window', '\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
    ['an eight-bit code', '\x9b2J', '\\x9b2J'],
    ['what overwrites', 'right\r\b\bwrong', 'right\\r\\x08\\x08wrong'],
    ['a line', 'one\ntwo\tthree\u2028four', 'one\\ntwo\\tthree\\u2028four'],
    ['a change of direction', 'abc\u202ecba\u2066', 'abc\\u202ecba\\u2066'],
    ['what takes no place', 'a\u200bb\ufeffc\u00add\u{e0041}', 'a\\u200bb\\ufeffc\\xadd\\u{e0041}'],
    ['half a character', 'a\ud800b', 'a\\ud800b'],
  ])('shows %s as text', (_, text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });

  it('leaves texts of any script and emoji as they are', () => {
    for (const text of ['Größe 1,5', '图片 ラーメン', 'می‌خواهم', 'שלום', '👩‍👩‍👧 ❤️ 🏳️‍🌈', 'e\u0301']) expect(terminalText(text)).toBe(text);
  });

  it('leaves nothing that a terminal would obey, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(terminalText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(terminalLines(text).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

it('terminalLines keeps lines', () => {
  expect(terminalLines('one\r\ntwo\n\n\x1bthree')).toBe('one\ntwo\n\n\\x1bthree');
});
