/** Longest part of a value that a message quotes. */
const QUOTED = 80;

/** A value from a file as a message quotes it: cut short, and without control characters. */
export function shortened(value: string): string {
  if (/^[\w.-]{1,80}$/.test(value)) return value;
  return JSON.stringify(value.length > QUOTED ? `${value.slice(0, QUOTED)}…` : value);
}
