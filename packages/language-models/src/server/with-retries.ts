import { setTimeout as sleep } from 'node:timers/promises';
import { LanguageModelError } from '../language-model-error';
import { describeFailure } from './request-failure';

/** Time and chance, as retries need them. */
export interface RetryEnvironment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; rejects when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** A number in [0, 1), which keeps clients that failed together from coming back together. It changes nothing in any result. */
  random(): number;
}

export const REAL_ENVIRONMENT: RetryEnvironment = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
  random: () => Math.random(),
};

/** First wait; each further one is twice as long. */
const FIRST_WAIT_MS = 1000;
/** Longest wait of our own choice: a server that restarts and loads a large model takes minutes, and six retries reach them. */
const LONGEST_WAIT_MS = 60_000;
/** A server that asks for more has no quota left for today; somebody should know instead of watching a run that stands still. */
const LONGEST_ASKED_WAIT_MS = 10 * 60_000;

export interface RetryOptions {
  maxRetries: number;
  environment: RetryEnvironment;
  signal: AbortSignal | undefined;
  onRetry: () => void;
}

/**
 * Sends a request until it succeeds, with exponential backoff and jitter (each wait is between half of and the whole of its bound), and no sooner than the
 * server asks.
 *
 * @throws {LanguageModelError} if the failure stays, or if retries are used up.
 * @throws the reason of the signal, once it aborts.
 */
export async function withRetries<T>(send: () => Promise<T>, { maxRetries, environment, signal, onRetry }: RetryOptions): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    signal?.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof LanguageModelError) throw error;
      const failure = describeFailure(error, environment.now());
      if (!failure.retry || retry >= maxRetries) throw failure.error;
      const asked = failure.waitMs ?? 0;
      if (asked > LONGEST_ASKED_WAIT_MS) {
        throw new LanguageModelError(
          failure.error.code,
          `the language model's server asks to wait ${Math.round(asked / 60_000)} minutes. Run again then: what it has answered is kept in the cache.`,
          { status: failure.error.status, cause: error },
        );
      }
      const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retry) * (0.5 + environment.random() / 2);
      onRetry();
      await environment.sleep(Math.max(asked, backoff), signal).catch((interruption: unknown) => {
        signal?.throwIfAborted();
        throw interruption;
      });
    }
  }
}
