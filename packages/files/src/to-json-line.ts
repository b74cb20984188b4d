/** A pair of a backslash and what it escapes; the group holds half of a surrogate pair. */
const ESCAPES = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/**
 * JSON that every reader takes. Half of a surrogate pair, which is no text, becomes U+FFFD: `JSON.stringify` writes it as an escape that readers in other languages refuse, and with it
 * the whole file. Offsets stay right, since both are one UTF-16 unit.
 *
 * @param indent spaces a level; everything on one line if not given.
 * @throws {TypeError} if there is no JSON for the value.
 */
export function toJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) as string | undefined;
  if (text === undefined) throw new TypeError(`There is no JSON for ${String(value)}.`);
  return text.includes('\\ud') ? text.replace(ESCAPES, (sequence, half) => (half === undefined ? sequence : '\ufffd')) : text;
}

/** One line of a JSONL file, with its line feed: {@link toJson} of a value. */
export function toJsonLine(value: unknown): string {
  return `${toJson(value)}\n`;
}
