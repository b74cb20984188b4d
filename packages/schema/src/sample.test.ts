import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TEXT_LENGTH, type Sample, sampleSchema } from './sample';
import { spanSchema } from './span';
import { TAXONOMIES } from './taxonomy';

const SAMPLE: Sample = {
  id: 'scene-1-counting',
  image: 'images/1.png',
  prompt: 'Describe the image.',
  response: 'Three 🍏 apples.',
  original: 'Two 🍏 apples.',
  spans: [{ start: 0, end: 5, label: 'hallucinated', taxonomy: 'counting', original: 'Two' }],
  hallucinated: true,
  scene: {
    width: 128,
    height: 128,
    background: { style: 'plain', seed: 3 },
    entities: [
      {
        id: 'e1',
        noun: 'apple',
        icon: 'twemoji:red-apple',
        colour: 'green',
        size: 'small',
        boxes: [{ x: 1, y: 2, width: 10, height: 10 }],
      },
    ],
    signs: [{ id: 's1', word: 'STOP', colour: 'red', box: { x: 40, y: 40, width: 30, height: 12 } }],
  },
  claims: [{ start: 0, end: 5, kind: 'count', subject: 'e1', value: '2' }],
};

/** The paths of what is wrong with a value. */
function problems(value: unknown): string[] {
  const result = sampleSchema.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}

describe('samples', () => {
  test('a full sample and a bare one pass unchanged', () => {
    expect(sampleSchema.parse(SAMPLE)).toEqual(SAMPLE);
    const bare = { id: '1', prompt: '', response: '' };
    expect(sampleSchema.parse(bare)).toEqual(bare);
  });

  test.each<[string, string, object]>([
    ['an empty id', 'id', { id: '' }],
    ['a missing prompt', 'prompt', { prompt: undefined }],
    ['a response that is no text', 'response', { response: 3, spans: [] }],
    ['a text without end', 'prompt', { prompt: 'x'.repeat(MAX_TEXT_LENGTH + 1) }],
    ['a span beyond the response', 'spans.0', { spans: [{ start: 0, end: SAMPLE.response.length + 1, label: 'hallucinated' }] }],
    ['markup instead of an image', 'image', { image: '<svg xmlns="http://www.w3.org/2000/svg"/>' }],
    ['bytes instead of an image', 'image', { image: 'GIF89a\0\u0001' }],
    ['an id that has lost digits', 'id', { id: 2 ** 53 }],
    ['a number of the user that has lost digits', 'source', { source: { tweets: [1, 2 ** 53] } }],
    ['endless nesting under a key of the user', 'source', { source: JSON.parse('['.repeat(100) + ']'.repeat(100)) }],
    ['a flag that an empty list of spans denies', 'hallucinated', { spans: [] }],
    ['a flag that ignored spans deny', 'hallucinated', { spans: [{ start: 0, end: 1, label: 'ignore' }] }],
    ['a flag that hallucinated spans deny', 'hallucinated', { hallucinated: false }],
    ['an unknown taxonomy', 'spans.0.taxonomy', { spans: [{ start: 0, end: 1, label: 'hallucinated', taxonomy: 'vibes' }] }],
    [
      'an unknown colour',
      'scene.entities.0.colour',
      { scene: { ...SAMPLE.scene, entities: [{ ...SAMPLE.scene!.entities[0], colour: 'mauve' }] } },
    ],
    [
      'six objects of a kind',
      'scene.entities.0.boxes',
      {
        scene: { ...SAMPLE.scene, entities: [{ ...SAMPLE.scene!.entities[0], boxes: Array(6).fill({ x: 0, y: 0, width: 1, height: 1 }) }] },
      },
    ],
  ])('%s is refused, and its place is named', (_, path, change) => {
    expect(problems({ ...SAMPLE, ...change })).toContain(path);
  });

  test('a span up to the very end of the response is fine', () => {
    expect(problems({ ...SAMPLE, spans: [{ start: 0, end: SAMPLE.response.length, label: 'hallucinated' }] })).toEqual([]);
  });
});

describe('what other programs write', () => {
  const plain = { id: '1', prompt: 'p', response: 'A dog.' };

  test('null is absent, in a sample and in its spans, and a number is an id', () => {
    const nulls = { image: null, original: null, hallucinated: null, scene: null, claims: null };
    expect(sampleSchema.parse({ ...plain, ...nulls, id: 1, spans: null })).toEqual(plain);
    const span = { start: 2, end: 5, label: 'hallucinated' };
    expect(sampleSchema.parse({ ...plain, spans: [{ ...span, taxonomy: null, original: null }] })).toEqual({ ...plain, spans: [span] });
    expect(problems({ ...plain, response: null })).toEqual(['response']);
  });

  test('any number that was not cut is an id, and those that fall together are refused', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), (id) => {
        const parsed = sampleSchema.safeParse(JSON.parse(`{ "id": ${id}, "prompt": "p", "response": "r" }`));
        expect(parsed.success ? parsed.data.id : null).toBe(Number.isSafeInteger(Number(id)) ? String(id) : null);
        expect(sampleSchema.parse({ ...plain, id }).id).toBe(String(id));
      }),
    );
  });

  test("keys of the user's own are kept as they are", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }), (own) => {
        const mine = Object.fromEntries(Object.entries(own).map(([key, value]) => [`my ${key}`, value]));
        const safe = JSON.stringify(mine, (_, value) => (Number.isInteger(value) && !Number.isSafeInteger(value) ? 0 : value));
        expect(sampleSchema.parse({ ...JSON.parse(safe), ...plain })).toEqual({ ...JSON.parse(safe), ...plain });
      }),
    );
  });

  test('half a surrogate pair becomes U+FFFD wherever it stands, and moves no offset', () => {
    const cut = 'dog \ud83d';
    const spans = [{ start: 0, end: 5, label: 'hallucinated' as const, original: cut }];
    const sample = { id: cut, image: cut, prompt: cut, response: cut, original: cut, spans, mine: [{ [cut]: cut }] };
    const parsed = sampleSchema.parse(sample);
    expect(parsed).toEqual(JSON.parse(JSON.stringify(sample).replaceAll('\\ud83d', '\ufffd')));
    expect(sampleSchema.parse({ ...plain, response: 'A 🐶.' }).response).toBe('A 🐶.');
  });
});

describe('spans', () => {
  test('a span is accepted exactly if it is a stretch of at least one character', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 20 }), fc.integer({ min: -3, max: 20 }), (start, end) => {
        expect(spanSchema.safeParse({ start, end, label: 'ignore' }).success).toBe(start >= 0 && end > start);
      }),
    );
  });

  test('offsets are whole numbers and labels are known', () => {
    expect(spanSchema.safeParse({ start: 0.5, end: 2, label: 'ignore' }).success).toBe(false);
    expect(spanSchema.safeParse({ start: 0, end: 2, label: 'bad' }).success).toBe(false);
  });
});

test('there are eight kinds of hallucination', () => {
  expect(new Set(TAXONOMIES).size).toBe(8);
});
