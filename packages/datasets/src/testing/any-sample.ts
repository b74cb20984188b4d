import { type Sample, TAXONOMIES } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { characterBorders } from './character-borders';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

const span = (response: string) => {
  const borders = characterBorders(response);
  return fc
    .record(
      {
        range: fc.uniqueArray(fc.constantFrom(...borders), { minLength: 2, maxLength: 2 }),
        label: fc.constantFrom('hallucinated' as const, 'ignore' as const),
        taxonomy: fc.constantFrom(...TAXONOMIES),
        original: text,
      },
      { requiredKeys: ['range', 'label'] },
    )
    .map(({ range, ...rest }) => ({ start: Math.min(...range), end: Math.max(...range), ...rest }));
};

/** Any sample whose texts are well-formed and whose spans stand between whole characters. */
export const anySample: fc.Arbitrary<Sample> = text.chain((response) =>
  fc.record(
    {
      id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
      prompt: text,
      response: fc.constant(response),
      image: fc.constantFrom('images/a b.png', '../ä.jpg', 'https://example.org/a.png', 'data:image/png;base64,iVBORw0KGgo='),
      original: text,
      spans: response === '' ? fc.constant([]) : fc.array(span(response), { maxLength: 3 }),
      hallucinated: fc.boolean(),
      claims: fc.constant([{ start: 0, end: 1, kind: 'object' as const, value: 'dog' }]),
    },
    { requiredKeys: ['id', 'prompt', 'response'] },
  ),
);
