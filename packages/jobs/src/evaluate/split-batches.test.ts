import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBatches } from './split-batches';

async function* produce(batches: readonly number[][][]): AsyncGenerator<number[][]> {
  yield* batches;
}

async function readAll(part: AsyncIterable<number>): Promise<number[]> {
  const items: number[] = [];
  for await (const item of part) items.push(item);
  return items;
}

test('every reader gets its own part of all batches, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }).chain((readers) => {
        const part = fc.array(fc.nat(), { maxLength: 3 });
        return fc.tuple(fc.constant(readers), fc.array(fc.array(part, { minLength: readers, maxLength: readers }), { maxLength: 5 }));
      }),
      async ([readers, batches]) => {
        const read = await Promise.all(splitBatches(produce(batches), readers).map(readAll));
        expect(read).toEqual(Array.from({ length: readers }, (_, reader) => batches.flatMap((batch) => batch[reader]!)));
      },
    ),
  );
});

test('a producer that fails fails its readers', async () => {
  async function* failing(): AsyncGenerator<number[][]> {
    yield [[1], [2]];
    throw new Error('no more');
  }
  await expect(Promise.all(splitBatches(failing(), 2).map(readAll))).rejects.toThrow('no more');
});

test('nothing is made ahead of the readers', async () => {
  let made = 0;
  async function* counting(): AsyncGenerator<number[][]> {
    for (;;) {
      made += 1;
      yield [[made], [made]];
    }
  }
  const [one] = splitBatches(counting(), 2);
  const reading = one![Symbol.asyncIterator]();
  await reading.next();
  await reading.next();
  expect(made).toBe(2);
});
