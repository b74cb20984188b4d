import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasLetterOrDigit } from './letters';
import { splitSentences } from './split-sentences';
import { anyText } from './testing/texts';

function texts(text: string): string[] {
  return splitSentences(text).map((sentence) => sentence.text);
}

test('sentences end at full stops, question and exclamation marks, without the space behind them', () => {
  expect(splitSentences('A cat. Is it red?  Yes! ')).toEqual([
    { start: 0, end: 6, text: 'A cat.' },
    { start: 7, end: 17, text: 'Is it red?' },
    { start: 19, end: 23, text: 'Yes!' },
  ]);
});

test('numbers and abbreviations before a small letter do not end a sentence', () => {
  expect(texts('It is 3.5 m wide, e.g. the road. It ends.')).toEqual(['It is 3.5 m wide, e.g. the road.', 'It ends.']);
});

test('abbreviations, initials and numbers of things do not end a sentence', () => {
  expect(texts('Dr. Smith has a hat. J. K. Rowling has none.')).toEqual(['Dr. Smith has a hat.', 'J. K. Rowling has none.']);
  expect(texts('The U.S. Army is there. No. 5 Bus, Fig. 3.')).toEqual(['The U.S. Army is there.', 'No. 5 Bus, Fig. 3.']);
  expect(texts('Fruit, e.g. Granny Smith vs. Gala.')).toEqual(['Fruit, e.g. Granny Smith vs. Gala.']);
  expect(texts('This is plan B. The dog runs at 5 p.m. It is late.')).toEqual(['This is plan B.', 'The dog runs at 5 p.m.', 'It is late.']);
});

test('an ellipsis ends a sentence before a capital letter only', () => {
  expect(texts('A dog… A cat.')).toEqual(['A dog…', 'A cat.']);
  expect(texts('A dog… and a cat.')).toEqual(['A dog… and a cat.']);
  expect(texts('A dog... A cat... and a cow.')).toEqual(['A dog...', 'A cat... and a cow.']);
  expect(texts('“A dog…” “A cat.”')).toEqual(['“A dog…”', '“A cat.”']);
});

test.each([
  '1.',
  '12)',
  '(1)',
  'a)',
  'B.',
  'iv.',
  '-',
  '*',
  '+',
  '•',
  '#',
  '###',
  '>',
  '- [x]',
  '**1.**',
  '1️⃣',
  '①',
  '１．',
  'Step 1.',
  '- 🐶',
])('the list marker %s belongs to its item', (marker) => {
  const items = [`${marker} A dog runs.`, `${marker} Two cats sit.`];
  expect(texts(items.join('\n'))).toEqual(items);
  expect(texts(`What is there?\n\n${items.join('\r\n\r\n')}`)).toEqual(['What is there?', ...items]);
  expect(texts(`A dog runs.\n${marker}`), 'a text that was cut off').toEqual([`A dog runs.\n${marker}`]);
});

test('items of a list on one line are apart too', () => {
  expect(texts('(1) A dog. (2) A cat. 3. A cow.')).toEqual(['(1) A dog.', '(2) A cat.', '3. A cow.']);
});

test.each(['---', '***', '===', '|---|:--:|', '🐶', '👨‍👩‍👧 🇫🇷 1️⃣', '**', '…', '¹', '<br>', '—', '"'])(
  '%s on a line of its own belongs to the sentence before',
  (marks) => {
    expect(texts(`A dog.\n${marks}\nA cat.`)).toEqual([`A dog.\n${marks}`, 'A cat.']);
    expect(texts(`${marks}\nA cat.`)).toEqual([`${marks}\nA cat.`]);
    expect(texts(marks)).toEqual(hasLetterOrDigit(marks) ? [marks] : []);
  },
);

test.each(['"', '”', '’', '*', '**', ')', '.)*', '¹', '[1]', '[^2]', '†', '🐶', ' 🐶', ' 🐶🐱'])(
  '%s behind a full stop stays with its sentence',
  (closing) => {
    expect(texts(`A dog.${closing}`)).toEqual([`A dog.${closing}`]);
    expect(texts(`A dog.${closing}\nA cat.`)).toEqual([`A dog.${closing}`, 'A cat.']);
    if (!closing.startsWith(' ')) expect(texts(`A dog.${closing} A cat.`)).toEqual([`A dog.${closing}`, 'A cat.']);
  },
);

test('a quotation or an aside within a sentence is not cut, and one of its own is', () => {
  expect(texts('It reads **"STOP! GO."** in red. A dog.')).toEqual(['It reads **"STOP! GO."** in red.', 'A dog.']);
  expect(texts('“Is it red? Yes!” she asks.')).toEqual(['“Is it red? Yes!” she asks.']);
  expect(texts('A dog (it is red. It runs.) sits. A cat.')).toEqual(['A dog (it is red. It runs.) sits.', 'A cat.']);
  expect(texts('"A dog runs. A cat sits."')).toEqual(['"A dog runs.', 'A cat sits."']);
  expect(texts('A 5" screen. A 6" screen.')).toEqual(['A 5" screen.', 'A 6" screen.']);
});

test('tables, quotes and code are cut at their lines, and fences belong to what they enclose', () => {
  expect(texts('| thing | colour |\n|---|---|\n| dog | red |')).toEqual(['| thing | colour |\n|---|---|', '| dog | red |']);
  expect(texts('> A dog.\n> A cat.')).toEqual(['> A dog.', '> A cat.']);
  expect(texts('Data:\n```json\n{"a": 1}\n```\nThe end.')).toEqual(['Data:', '```json\n{"a": 1}\n```', 'The end.']);
});

test('line ends separate, quotes stay with their sentence, and full-width stops count', () => {
  expect(texts('- a cat\n\n- a dog')).toEqual(['- a cat', '- a dog']);
  expect(texts('He said "No." Then he left.')).toEqual(['He said "No."', 'Then he left.']);
  expect(texts('猫がいる。犬もいる！「いい。」と言う。')).toEqual(['猫がいる。', '犬もいる！', '「いい。」と言う。']);
});

test('an empty text and white space have no sentence', () => {
  expect(splitSentences('')).toEqual([]);
  expect(splitSentences(' \n ')).toEqual([]);
});

test('sentences hold everything visible, in order, and quote their text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0;
      const sentences = splitSentences(text);
      if (!hasLetterOrDigit(text)) last = sentences.length === 0 ? text.length : -1;
      for (const sentence of sentences) {
        expect(text.slice(last, sentence.start).trim()).toBe('');
        expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
        expect(sentence.text).toBe(sentence.text.trim());
        expect(hasLetterOrDigit(sentence.text)).toBe(true);
        last = sentence.end;
      }
      expect(text.slice(last).trim()).toBe('');
    }),
    { numRuns: 1000 },
  );
});

test('text and marks in any order: whole sentences, each with its marks', () => {
  const marks = fc.constantFrom('1.', '-', '*', '---', '|---|', '🐶', '**', '…', '[1]', '```', '\n', '\n\n', '');
  const words = fc.constantFrom('A dog runs.', 'Two cats sit!', '“Is it red?”', '**Bold.**');
  fc.assert(
    fc.property(fc.array(fc.tuple(marks, words, marks)), (parts) => {
      const sentences = texts(parts.map((part) => part.join(' ')).join('\n'));
      expect(sentences).toHaveLength(parts.length);
      sentences.forEach((sentence, index) => {
        expect(sentence).toContain(parts[index]![1]);
      });
    }),
  );
});
