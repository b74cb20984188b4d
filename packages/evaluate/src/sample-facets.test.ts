import type { Sample } from '@tldr-rm/schema';
import { expect, test } from 'vitest';
import { commonTaxonomy, sampleFacets } from './sample-facets';

test('spans have a kind in common if all hallucinated ones are of that kind, whatever the ignored ones are', () => {
  const at = { start: 0, end: 1 };
  const counting = { ...at, label: 'hallucinated', taxonomy: 'counting' } as const;
  expect(commonTaxonomy([counting, counting, { ...at, label: 'ignore', taxonomy: 'text-ocr' }])).toBe('counting');
  expect(commonTaxonomy([counting, { ...counting, taxonomy: 'text-ocr' }])).toBeUndefined();
  expect(commonTaxonomy([counting, { ...at, label: 'hallucinated' }])).toBeUndefined();
  expect(commonTaxonomy([])).toBeUndefined();
});

const BOX = { x: 0, y: 0, width: 10, height: 10 };
const SCENE: NonNullable<Sample['scene']> = {
  width: 64,
  height: 64,
  background: { style: 'plain', seed: 1 },
  entities: [
    { id: 'e1', noun: 'apple', icon: 'noto:red-apple', colour: null, size: 'small', boxes: [BOX] },
    { id: 'e2', noun: 'drum', icon: 'noto:drum', colour: 'red', size: 'large', boxes: [BOX] },
  ],
  signs: [],
};
const CLAIMS: NonNullable<Sample['claims']> = [
  { start: 2, end: 7, kind: 'object', subject: 'e1', value: 'apple' },
  { start: 12, end: 18, kind: 'object', subject: 'e2', value: 'drum' },
];

test('the size is that of the thing which the false words speak of', () => {
  const sizeAt = (...places: [number, number][]) =>
    sampleFacets({ scene: SCENE, claims: CLAIMS, spans: places.map(([start, end]) => ({ start, end, label: 'hallucinated' })) }).objectSize;
  expect(sizeAt([2, 7])).toBe('small');
  expect(sizeAt([14, 18])).toBe('large');
  expect(sizeAt([2, 7], [14, 18])).toBeUndefined();
  expect(sizeAt([7, 12])).toBeUndefined();
  expect(sizeAt()).toBeUndefined();
});

test('the icon set is the one that the picture is drawn with', () => {
  expect(sampleFacets({ scene: SCENE }).iconSet).toBe('noto');
  const [apple, drum] = SCENE.entities as [(typeof SCENE.entities)[0], (typeof SCENE.entities)[0]];
  expect(sampleFacets({ scene: { ...SCENE, entities: [apple, { ...drum, icon: 'twemoji:drum' }] } }).iconSet).toBe('several');
  expect(sampleFacets({})).toEqual({});
});
