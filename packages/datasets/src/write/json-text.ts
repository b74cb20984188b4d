import { wellFormed } from '@tldr-rm/schema';

/** What `JSON.stringify` writes for half a surrogate pair. */
const ESCAPED_SURROGATE = /\\ud[89a-f]/;

/**
 * A value as JSON text that every reader takes: U+FFFD in place of half a surrogate pair, for which others refuse the whole file. Such halves come from models whose
 * output was cut, and from spans that cut an emoji.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return ESCAPED_SURROGATE.test(text) ? JSON.stringify(withWholeTexts(value)) : text;
}

function withWholeTexts(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(withWholeTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), withWholeTexts(inner)]));
}
