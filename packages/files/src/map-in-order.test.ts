import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from './map-in-order';

async function* numbers(count: number, failure?: Error): AsyncGenerator<number> {
  for (let number = 0; number < count; number += 1) yield number;
  if (failure) throw failure;
}

async function collect<Item>(items: AsyncIterable<Item>, into: Item[] = []): Promise<Item[]> {
  for await (const item of items) into.push(item);
  return into;
}

describe('mapInOrder', () => {
  it('keeps the order, and works on as many at once as it may', async () => {
    let running = 0;
    let most = 0;
    const slow = async (number: number): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await wait(((number * 7) % 5) * 2);
      running -= 1;
      return number * number;
    };
    const results = await collect(mapInOrder(numbers(30), 4, slow));
    expect(results).toEqual(Array.from({ length: 30 }, (_, item) => ({ item, result: item * item })));
    expect(most).toBe(4);
  });

  it('gives what stands before an item that cannot be read', async () => {
    const seen: { item: number; result: number }[] = [];
    const mapping = collect(
      mapInOrder(numbers(5, new Error('broken')), 3, async (item) => item),
      seen,
    );
    await expect(mapping).rejects.toThrow('broken');
    expect(seen.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives what stands before an item that cannot be mapped, and closes the source', async () => {
    let closed = false;
    async function* source(): AsyncGenerator<number> {
      try {
        yield* numbers(100);
      } finally {
        closed = true;
      }
    }
    const seen: { item: number; result: number }[] = [];
    const mapping = collect(
      mapInOrder(source(), 4, async (item) => {
        if (item === 6 || item === 7) throw new Error(`no ${item}`);
        return item;
      }),
      seen,
    );
    await expect(mapping).rejects.toThrow('no 6');
    expect(seen.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(closed).toBe(true);
  });
});
