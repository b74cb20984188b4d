import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { writeAtomically } from '@tldr-rm/files';

const KINDS = [
  { type: 'png', magic: '89504e47', at: 0 },
  { type: 'jpeg', magic: 'ffd8ff', at: 0 },
  { type: 'gif', magic: '47494638', at: 0 },
  { type: 'webp', magic: '57454250', at: 8 },
  { type: 'avif', magic: '6674797061766966', at: 4 },
] as const;

/** The kind of a picture by its first bytes: the end of its media type, and of its file name. Null if it is none that is known. */
export function imageKind(bytes: Uint8Array): (typeof KINDS)[number]['type'] | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  return KINDS.find(({ magic, at }) => head.startsWith(magic, 2 * at))?.type ?? null;
}

export function imageDataUri(bytes: Uint8Array, kind: string): string {
  return `data:image/${kind};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
}

/**
 * Writes a picture into a folder under a name made of its contents, unless it is there.
 *
 * @returns its path as seen from another folder.
 */
export async function unpackImage(bytes: Uint8Array, kind: string, folder: string, seenFrom: string): Promise<string> {
  const path = join(folder, `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${kind === 'jpeg' ? 'jpg' : kind}`);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    // A run that is killed must not leave half a picture under its final name.
    await writeAtomically(path, bytes);
  }
  return relative(resolve(seenFrom), resolve(path)).split(sep).join('/');
}
