import { z } from 'zod';

/** An id of another format: text, or a number with all its digits, as text. */
export const recordId = z.unknown().transform((id, context): string => {
  if (typeof id === 'string' || typeof id === 'bigint') return String(id);
  if (typeof id === 'number' && (Number.isSafeInteger(id) || !Number.isInteger(id))) return String(id);
  const message = typeof id === 'number' ? 'the number loses digits here. Write the id as text' : 'expected text or a number';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
