import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { toJson, toJsonLine } from './to-json-line';

it('writes half of a surrogate pair as U+FFFD, in values and in keys, and nothing else differently from JSON', () => {
  expect(toJsonLine({ '\udc00': 'a\ud83d b\ud83d\ude00 \\ud83d \\\ud83d' })).toBe(
    '{"\ufffd":"a\ufffd b\ud83d\ude00 \\\\ud83d \\\\\ufffd"}\n',
  );
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(toJson(value)).toBe(JSON.stringify(value));
    }),
  );
});

it('never writes what a strict reader refuses', () => {
  const units = fc
    .array(fc.constantFrom('\ud83d', '\ude00', '\\', 'u', 'd83d', '"', 'a'), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(units, (text) => {
      const written = toJson(text);
      expect(Buffer.from(written).toString()).toBe(written);
      const back = JSON.parse(written) as string;
      expect(back).toBe(Buffer.from(back).toString());
      expect(back).toHaveLength(text.length);
    }),
  );
});

it('refuses what has no JSON', () => {
  expect(() => toJsonLine(undefined)).toThrow(TypeError);
});
