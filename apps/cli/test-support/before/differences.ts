/** Processors sum in different orders. */
const NUMBERS = 1e-5;

/** A value that is not as it was, at `path` (such as `stdout.0.tokens.2.reward`). */
export interface Difference {
  path: string;
  was: unknown;
  is: unknown;
}

/** Where `is` has not what `was` has. Objects may have keys that they did not have; everything else is the same, and numbers within 1e-5 (relative, if above 1). */
export function differencesOf(was: unknown, is: unknown, path = ''): Difference[] {
  const at = (key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`);
  if (typeof was === 'number' && typeof is === 'number') {
    return Math.abs(was - is) <= NUMBERS * Math.max(1, Math.abs(was)) ? [] : [{ path, was, is }];
  }
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
    return was.flatMap((each, index) => differencesOf(each, is[index], at(index)));
  }
  if (isRecord(was) && isRecord(is)) return Object.keys(was).flatMap((key) => differencesOf(was[key], is[key], at(key)));
  return was === is ? [] : [{ path, was, is }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
