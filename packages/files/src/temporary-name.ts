import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { kill, pid } from 'node:process';

/** A temporary file tells which process of which machine it belongs to, so that one that a killed process left can be known as such. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const NAME = new RegExp(`^\\.tldr-rm-${MACHINE}-(\\d+)-[0-9a-f]{12}\\.tmp$`);

const swept = new Set<string>();

/** A new name beside a file. It is short, since the name of the file may be as long as names can be. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.tldr-rm-${MACHINE}-${pid}-${randomBytes(6).toString('hex')}.tmp`);
}

/** Removes what killed processes have left in a folder. What cannot be removed stays. */
export async function sweepTemporaries(folder: string): Promise<void> {
  swept.add(folder);
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.filter(isLeft).map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

/** The same, but once for each folder: for files that are written often. */
export async function sweepOnce(folder: string): Promise<void> {
  if (!swept.has(folder)) await sweepTemporaries(folder);
}

/** Whether a name is that of a temporary file, of whatever machine. */
export function isTemporary(name: string): boolean {
  return /^\.tldr-rm-[0-9a-f]{8}-\d+-[0-9a-f]{12}\.tmp$/.test(name);
}

function isLeft(name: string): boolean {
  const owner = NAME.exec(name)?.[1];
  return owner !== undefined && !isAlive(Number(owner));
}

function isAlive(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
