/**
 * How long a server asks to wait, in milliseconds: `Retry-After` in seconds or as an HTTP date (RFC 9110, section 10.2.3), or `retry-after-ms`, which some servers
 * send beside it. Undefined if it asks for nothing that can be understood.
 *
 * @param now milliseconds since 1970.
 */
export function retryAfterMilliseconds(headers: Readonly<Record<string, string>> | undefined, now: number): number | undefined {
  const milliseconds = headers?.['retry-after-ms']?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const value = headers?.['retry-after']?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  // `Date.parse` reads much else ("-5" is a year).
  const date = /GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
