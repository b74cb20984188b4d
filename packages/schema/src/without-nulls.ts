/** A record whose known fields are absent instead of null, as programs write it that have a column for each field. What is no record stays as it is. */
export function withoutNulls(value: unknown, fields: object): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const isNull = ([key, inner]: [string, unknown]): boolean => inner === null && Object.hasOwn(fields, key);
  return entries.some(isNull) ? Object.fromEntries(entries.filter((entry) => !isNull(entry))) : value;
}
