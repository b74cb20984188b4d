import { z } from 'zod';

/** A line that an earlier run wrote, with whatever it holds. */
export const writtenLineSchema = z.looseObject({ id: z.string() });

export type WrittenLine = z.infer<typeof writtenLineSchema>;
