import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseJsonAnswer } from './parse-json-answer';

const schema = z.object({ text: z.string().nullable() });
const parseAnswer = (said: string) => parseJsonAnswer(said, schema);

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
  ['{"text": "a\\ud83d"}', { text: 'a\ufffd' }],
  ['{"text": "\\u001b[31m\\u202e"}', { text: '\u001b[31m\u202e' }],
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

test('nesting without end is no answer, and hides none that follows', () => {
  const deep = (levels: number): string => `${'{"text":'.repeat(levels)}null${'}'.repeat(levels)}`;
  expect(parseAnswer(deep(5000))).toEqual({ problem: 'not-json' });
  expect(parseAnswer(`${deep(5000)} ${'['.repeat(100_000)}${']'.repeat(100_000)} {"text": "b"}`)).toEqual({ text: 'b' });
});

test('no key of an answer becomes a prototype, and no number is endless', () => {
  const loose = z.object({ text: z.string(), more: z.record(z.string(), z.unknown()) });
  const parsed = parseJsonAnswer('{"text": "a", "more": {"__proto__": {"admin": true}, "b": 1}, "__proto__": {"text": "c"}}', loose);
  expect(parsed).toEqual({ text: 'a', more: { b: 1 } });
  expect((parsed as { more: { admin?: boolean } }).more.admin).toBeUndefined();
  expect(parseJsonAnswer('{"count": 1e999}', z.object({ count: z.number() }))).toEqual({ problem: 'wrong-schema' });
});
