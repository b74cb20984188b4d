import { type Claim, type Sample, type Span, TAXONOMIES } from '@tldr-rm/schema';
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

/** Any sample whose texts are well-formed, whose spans stand between whole characters and agree with its flag, with keys of the user's own. */
export const anySample: fc.Arbitrary<Sample> = text
  .chain((response) =>
    fc.record(
      {
        id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
        prompt: text,
        response: fc.constant(response),
        image: fc.constantFrom('images/a b.png', '../ä.jpg', 'https://example.org/a.png', 'data:image/png;base64,iVBORw0KGgo='),
        original: text,
        spans: response === '' ? fc.constant<Span[]>([]) : fc.array(span(response), { maxLength: 3 }),
        hallucinated: fc.boolean(),
        source: fc.oneof(
          text,
          fc.integer(),
          fc.boolean(),
          fc.array(text, { maxLength: 2 }),
          fc.dictionary(text, fc.integer(), { maxKeys: 2 }),
        ),
        'my split': fc.constantFrom(null, 'train', 3, ['a']),
        claims: fc.constant<Claim[]>([{ start: 0, end: 1, kind: 'object', value: 'dog' }]),
      },
      { requiredKeys: ['id', 'prompt', 'response'] },
    ),
  )
  .map((sample) =>
    sample.spans === undefined || sample.hallucinated === undefined
      ? sample
      : { ...sample, hallucinated: sample.spans.some(({ label }) => label === 'hallucinated') },
  );
