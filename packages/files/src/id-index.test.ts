import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdIndex } from './id-index';

it('knows where each id was seen first', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 200 }), (ids) => {
      const index = new IdIndex();
      const first = new Map<string, number>();
      for (const [place, id] of ids.entries()) {
        expect(index.add(id, place + 1)).toBe(first.get(id));
        if (!first.has(id)) first.set(id, place + 1);
      }
    }),
  );
});

it('keeps what it knows while it grows', () => {
  const index = new IdIndex();
  const repeated = Array.from({ length: 50_000 }, (_, place) => index.add(`id-${place + 1}`, place + 1)).filter(
    (earlier) => earlier !== undefined,
  );
  expect(repeated).toEqual([]);
  for (const position of [1, 2_457, 2_458, 30_000, 50_000]) expect(index.add(`id-${position}`, 60_000)).toBe(position);
});
