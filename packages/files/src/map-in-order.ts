/**
 * Maps a stream, several items at once, and gives the results in the order of the items. Where reading or mapping an item fails, what stands before it is given first.
 *
 * @param limit items that are read ahead and mapped at once.
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  limit: number,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<{ item: Item; result: Result }> {
  const iterator = items[Symbol.asyncIterator]();
  const running: Promise<{ item: Item; result: Result }>[] = [];
  let readable = true;
  let failure: { error: unknown } | null = null;
  try {
    while (readable || running.length > 0) {
      while (readable && running.length < limit) {
        try {
          const next = await iterator.next();
          if (next.done === true) readable = false;
          else running.push(start(next.value, map));
        } catch (error) {
          readable = false;
          failure = { error };
        }
      }
      const first = running.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    await iterator.return?.();
  }
  if (failure !== null) throw failure.error;
}

function start<Item, Result>(item: Item, map: (item: Item) => Promise<Result>): Promise<{ item: Item; result: Result }> {
  const promise = map(item).then((result) => ({ item, result }));
  // It is waited for in its turn; until then a rejection is not unhandled.
  promise.catch(() => undefined);
  return promise;
}
