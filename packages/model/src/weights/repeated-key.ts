/**
 * The first name that an object of a JSON text has twice, at any depth. `JSON.parse` keeps the last and says nothing, so that two readers of one file may see different things.
 *
 * @param text valid JSON.
 */
export function repeatedKey(text: string): string | undefined {
  /** The names so far of each object around the current place; null for an array. */
  const around: (Set<string> | null)[] = [];
  let expectsName = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '{' || character === '[') {
      around.push(character === '{' ? new Set() : null);
      expectsName = character === '{';
    } else if (character === '}' || character === ']') {
      around.pop();
      expectsName = false;
    } else if (character === ',') {
      expectsName = around.at(-1) !== null;
    } else if (character === '"') {
      const begin = index;
      for (index += 1; text[index] !== '"'; index += 1) if (text[index] === '\\') index += 1;
      if (!expectsName) continue;
      expectsName = false;
      const name = JSON.parse(text.slice(begin, index + 1)) as string;
      const names = around.at(-1)!;
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}
