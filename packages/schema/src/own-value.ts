import { wellFormed } from './well-formed';

/** Deepest nesting of a value under a key of the user's own. Metadata is flat; what is deeper is a broken or a hostile file. */
const MAXIMUM_DEPTH = 64;

/** The value under a key that the schema does not know cannot be carried on as it is. */
export class UnkeptValue extends Error {}

/**
 * A value as it can be written again: its texts well-formed, its numbers those that were read.
 *
 * @throws {UnkeptValue} for an integer of which JavaScript has lost digits, and for endless nesting.
 */
export function ownValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new UnkeptValue('an integer above 2^53 loses digits here. Write it as a string');
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAXIMUM_DEPTH) throw new UnkeptValue(`nested deeper than ${MAXIMUM_DEPTH} levels`);
  if (Array.isArray(value)) return value.map((element) => ownValue(element, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), ownValue(inner, depth + 1)]));
}
