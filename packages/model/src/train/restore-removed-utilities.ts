import util from 'node:util';

/** What `@tensorflow/tfjs-node` 4.22 calls of Node's deprecated type checks (https://nodejs.org/api/deprecations.html, DEP0051 and DEP0044). */
const REMOVED = {
  /** Gone from Node 23. */
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  /** Deprecated, and still there in Node 24. */
  isArray: Array.isArray,
};

/** Gives `node:util` back what it has lost since `@tensorflow/tfjs-node` was published. What is there stays as it is. */
export function restoreRemovedUtilities(): void {
  const utilities = util as unknown as Record<string, unknown>;
  for (const [name, replacement] of Object.entries(REMOVED)) utilities[name] ??= replacement;
}
