import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Fields whose values are times: how long something took, when it was written. */
const TIMES = /"(seconds|stepSeconds|modified|startedAt)":\s*("[^"]*"|[-+.eE\d]+)/g;

/** Digest of every file in a folder, by its path in it; of a folder without files, `empty`. Times within JSON do not count. */
export async function digestFolder(folder: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (entry.isDirectory()) {
      if ((await readdir(path)).length === 0) digests.set(`${name}/`, 'empty');
    } else {
      digests.set(name, entry.isFile() ? await digestFile(path) : 'no file');
    }
  }
  return new Map([...digests].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function digestFile(path: string): Promise<string> {
  const bytes = await readFile(path);
  const counted = /\.jsonl?$/.test(path) ? Buffer.from(bytes.toString('latin1').replace(TIMES, '"$1":0'), 'latin1') : bytes;
  return createHash('sha256').update(counted).digest('hex').slice(0, 16);
}

/** What differs between two folders, as a few words. */
export function difference(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string[] {
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names].flatMap((name) => {
    if (!found.has(name)) return [`${name} is missing`];
    if (!expected.has(name)) return [`${name} is left behind`];
    return expected.get(name) === found.get(name) ? [] : [`${name} differs`];
  });
}
