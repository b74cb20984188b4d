import type { Detection } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flaggedSpans } from './flagged-spans';
import { scoreWords } from './score-words';

/** Tokens by their texts in order; a text after `!` is hallucinated. */
function tokensOf(response: string, texts: string[], rewards: number[] = []): Detection['tokens'] {
  let at = 0;
  return texts.map((marked, index) => {
    const hallucinated = marked.startsWith('!');
    const text = hallucinated ? marked.slice(1) : marked;
    const start = response.indexOf(text, at);
    at = start + text.length;
    return { start, end: at, text, hallucinated, reward: rewards[index] ?? (hallucinated ? 0.1 : 0.9) };
  });
}

const spanTexts = (response: string, texts: string[]): string[] =>
  flaggedSpans(response, tokensOf(response, texts)).map(({ text }) => text);

describe('flaggedSpans', () => {
  it('widens a part of a word to the word', () => {
    expect(spanTexts('two butterflies fly', ['two', 'butter', '!fl', 'ies', 'fly'])).toEqual(['butterflies']);
  });

  it('joins neighbouring words, over any white space, but not over a right word or mark', () => {
    expect(spanTexts('a big \n red dog', ['a', '!big', '!red', 'dog'])).toEqual(['big \n red']);
    expect(spanTexts('red and red', ['!red', 'and', '!red'])).toEqual(['red', 'red']);
    expect(spanTexts('red, red', ['!red', ',', '!red'])).toEqual(['red', 'red']);
  });

  it('flags no mark, emoji or rule: they claim nothing', () => {
    expect(spanTexts('Is it red?', ['Is', 'it', 'red', '!?'])).toEqual([]);
    expect(spanTexts('- **Red** 🍎\n---', ['!-', '!**', '!Red', '!**', '!🍎', '!---'])).toEqual(['Red']);
    expect(spanTexts('1. red', ['!1', '!.', 'red'])).toEqual(['1']);
  });

  it('takes the lowest reward in the span', () => {
    const response = 'big red dog';
    const spans = flaggedSpans(response, tokensOf(response, ['!big', '!red', 'dog'], [0.3, 0.2, 0.9]));
    expect(spans).toEqual([{ start: 0, end: 7, text: 'big red', reward: 0.2 }]);
  });

  it('keeps a Chinese word whole', () => {
    expect(spanTexts('三个苹果', ['三', '个', '!苹', '果'])).toEqual(['苹果']);
  });

  it('ignores a wrong token of white space', () => {
    expect(flaggedSpans('a  b', [{ start: 1, end: 3, text: '  ', reward: 0, hallucinated: true }])).toEqual([]);
  });

  it('covers every flagged word with a letter or digit, and starts and ends at words', () => {
    const response = fc.stringMatching(/^([a-zé🍎.,'-]{1,5}[ \n]{0,2}){1,12}$/u);
    fc.assert(
      fc.property(response, fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean())), (text, cuts) => {
        const tokens: Detection['tokens'] = [];
        let start = 0;
        for (const [length, hallucinated] of cuts) {
          const end = Math.min(text.length, start + length);
          if (end > start) tokens.push({ start, end, text: text.slice(start, end), reward: hallucinated ? 0.2 : 0.8, hallucinated });
          start = end;
        }
        const spans = flaggedSpans(text, tokens);
        const words = scoreWords(text, tokens);
        for (const span of spans) {
          expect(text.slice(span.start, span.end)).toBe(span.text);
          expect(words.map((word) => word.start)).toContain(span.start);
          expect(words.map((word) => word.end)).toContain(span.end);
        }
        for (const word of words) expect(spans.some((span) => span.start <= word.start && span.end >= word.end)).toBe(word.hallucinated);
      }),
    );
  });
});
