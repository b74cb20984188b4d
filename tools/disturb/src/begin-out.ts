import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Work } from './work';

/** Puts into `out/` what a work begins with. */
export async function beginOut({ begins }: Work, folder: string): Promise<void> {
  if (begins) await cp(join(folder, begins.from), join(folder, begins.to), { recursive: true, preserveTimestamps: true });
}
