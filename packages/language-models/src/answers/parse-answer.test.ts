import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswer } from './parse-answer';

test.each([
  ['{"text": "a"}', { text: 'a' }],
  [' {"text": null} ', { text: null }],
  ['{"text": "a", "note": "more"}', { text: 'a' }],
  ['```json\n{"text": "a {b} \\"}"}\n```', { text: 'a {b} "}' }],
  ['I thought of {"text": "a"}, but {"text": "b"} is better.', { text: 'b' }],
  ['A set {1, 2} and {"text": "a"}', { text: 'a' }],
  ['<think>{"text": "a"}</think>{"text": "b"}', { text: 'b' }],
  ['{ unclosed {"text": "a"}', { text: 'a' }],
  ['', { problem: 'empty' }],
  [' \n', { problem: 'empty' }],
  ['<think>all thought</think>', { problem: 'empty' }],
  ['Three dogs.', { problem: 'not-json' }],
  ['{"text": "a', { problem: 'not-json' }],
  ['{"answer": "a"}', { problem: 'wrong-schema' }],
  ['{"text": ["a"]}', { problem: 'wrong-schema' }],
  ['"a"', { problem: 'wrong-schema' }],
])('%j', (said, parsed) => {
  expect(parseAnswer(said)).toEqual(parsed);
});

test('any text comes back from prose and fenced code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, fenced) => {
      const json = JSON.stringify({ text });
      expect(parseAnswer(fenced ? `Here:\n\`\`\`\n${json}\n\`\`\`\n` : `Sure, ${json}.`)).toEqual({ text });
    }),
  );
});

test('no text makes it fail, or take long', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (said) => void parseAnswer(said)));
  expect(parseAnswer('{'.repeat(1_000_000))).toEqual({ problem: 'not-json' });
  expect(parseAnswer('{"'.repeat(500_000))).toEqual({ problem: 'not-json' });
});
