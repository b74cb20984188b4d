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
    expect(problems({ ...SAMPLE, spans: [{ start: 0, end: SAMPLE.response.length, label: 'ignore' }] })).toEqual([]);
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
