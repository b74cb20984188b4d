/**
 * Gives each of several readers its own part of what one producer makes; nothing is made before a reader wants it. All must read side by side, since what one has not read yet
 * waits for it.
 *
 * @param source gives a list at a time, with a part for each reader.
 */
export function splitBatches<Item>(source: AsyncIterator<readonly Item[][]>, readers: number): AsyncIterable<Item>[] {
  const waiting = Array.from({ length: readers }, (): Item[] => []);
  let pulling: Promise<boolean> | undefined;
  const pull = async (): Promise<boolean> => {
    const next = await source.next();
    if (next.done) return false;
    for (const [reader, items] of next.value.entries()) waiting[reader]!.push(...items);
    return true;
  };
  return waiting.map(async function* (own) {
    do {
      while (own.length > 0) yield own.shift()!;
      pulling ??= pull().finally(() => {
        pulling = undefined;
      });
    } while ((await pulling) || own.length > 0);
  });
}
