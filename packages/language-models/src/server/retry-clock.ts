import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance, as retries need them. */
export interface RetryClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; rejects when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** A number in [0, 1), which keeps clients that failed together from coming back together. It changes nothing in any result. */
  random(): number;
}

export const REAL_CLOCK: RetryClock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
  random: () => Math.random(),
};
