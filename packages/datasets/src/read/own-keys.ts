import { SAMPLE_FIELDS } from './parquet-columns';

const FIELDS: ReadonlySet<string> = new Set(SAMPLE_FIELDS);

/** What of a record goes along with its sample as keys of the user's own: all but what a sample would take for a field. */
export function ownKeys(others: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(others).filter(([key, value]) => !FIELDS.has(key) && value !== undefined));
}
