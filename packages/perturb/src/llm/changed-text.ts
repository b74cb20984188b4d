import { z } from 'zod';

/** What the model is asked to answer; null where it finds that the change cannot be made. */
export const changedTextSchema = z.object({ text: z.string().nullable() });
