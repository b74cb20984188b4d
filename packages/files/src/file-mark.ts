import { stat } from 'node:fs/promises';
import { z } from 'zod';

export const fileMarkSchema = z.object({ bytes: z.number(), modified: z.number() });

/** Tells whether a file is the same as before, without reading it. */
export type FileMark = z.infer<typeof fileMarkSchema>;

/** Null if there is no such file, or it is a pipe or a device, of which nothing can be told. */
export async function markOf(path: string): Promise<FileMark | null> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() ? { bytes: stats.size, modified: stats.mtimeMs } : null;
}

export function isSameMark(one: FileMark | null, other: FileMark | null): boolean {
  return one !== null && other !== null && one.bytes === other.bytes && one.modified === other.modified;
}
