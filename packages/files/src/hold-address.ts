import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { z } from 'zod';
import type { LockAddress } from './lock-address';

/** How long a holder may take to say who it is; it may be in the middle of a computation. */
const ANSWER_MILLISECONDS = 3000;

/** Longest answer of a holder, in characters. */
const MAX_ANSWER_LENGTH = 4096;

/** How often an address is asked for that its holder has just given back. */
const ATTEMPTS = 20;
const PAUSE_MILLISECONDS = 25;

const holderSchema = z.object({ pid: z.number(), job: z.string(), startedAt: z.string() });

/** Who holds a lock. */
export type LockHolder = z.infer<typeof holderSchema>;

/** The address is ours until `release`, or it is somebody's: `holder` is null if that one does not say who it is. */
export type Hold = { held: true; release(): Promise<void> } | { held: false; holder: LockHolder | null };

/**
 * Takes an address, so that nobody else can.
 *
 * @param self what others are told of who holds it.
 * @throws what the system says where there are no such addresses.
 */
export async function holdAddress({ address, leavesFile }: LockAddress, self: LockHolder): Promise<Hold> {
  for (let attempt = 0; ; attempt += 1) {
    const server = await listen(address, self);
    if (server !== null) return { held: true, release: () => close(server) };
    const answer = await askHolder(address);
    if (answer !== 'gone') return { held: false, holder: answer };
    // It was given back in between; or a killed process has left the file of its address.
    if (leavesFile) await rm(address, { force: true });
    if (attempt === ATTEMPTS) return { held: false, holder: null };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

/** Null if somebody has the address. */
function listen(address: string, self: LockHolder): Promise<Server | null> {
  const answer = JSON.stringify(self);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.unref();
    socket.end(answer);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen({ path: address, exclusive: true }, () => {
      // A lock alone is no reason to go on living.
      server.unref();
      server.on('error', () => undefined);
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function askHolder(address: string): Promise<LockHolder | null | 'gone'> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    const timer = setTimeout(() => done(null), ANSWER_MILLISECONDS);
    const done = (result: LockHolder | null | 'gone'): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      answer += text;
      if (answer.length > MAX_ANSWER_LENGTH) done(null);
    });
    socket.on('end', () => done(parseHolder(answer)));
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'gone' : null));
  });
}

function parseHolder(answer: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(answer));
  } catch {
    return null;
  }
}
