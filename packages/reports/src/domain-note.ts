/** Says beside figures that they are about images unlike those that a detector knows; null where none are. `what` are the things counted, such as `responses`. */
export function domainNote(outside: number, count: number, what: string, detector: string): string | null {
  if (outside === 0) return null;
  return `Outside the domain: ${outside} of ${count} ${what} are about images unlike those that ${detector} was trained on. Its rewards may mean nothing there, and figures hold only for images like these.`;
}
