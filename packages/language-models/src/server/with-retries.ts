import { LanguageModelError } from '../language-model-error';
import { describeFailure } from './describe-failure';
import { RETRIES } from './failure-kind';
import type { RetryClock } from './retry-clock';

/** First wait; each further one is twice as long. */
const FIRST_WAIT_MILLISECONDS = 1000;
/** Longest wait of our own choice: a server that restarts and loads a large model takes minutes, and six retries reach them. */
const MAXIMUM_WAIT_MILLISECONDS = 60_000;
/** A server that asks for more has no quota left for today; somebody should know instead of watching a run that stands still. */
const MAXIMUM_ASKED_WAIT_MILLISECONDS = 10 * 60_000;

/** What is told before a request is sent again. */
export interface RetryNotice {
  /** Which attempt failed, from 1. */
  attempt: number;
  /** What happened, as one line of text without control characters. */
  reason: string;
  /** How long it waits now. */
  waitMilliseconds: number;
}

export interface RetryOptions {
  maximumRetries: number;
  clock: RetryClock;
  signal: AbortSignal | undefined;
  /** Whether the server has answered before. */
  hasAnswered: () => boolean;
  onRetry: (notice: RetryNotice) => void;
}

/**
 * Sends a request until it succeeds, as often as its failures are worth it ({@link RETRIES}), with exponential backoff and jitter (each wait is between half of and the whole
 * of its bound), and no sooner than the server asks.
 *
 * @throws {LanguageModelError} if the failure stays, or if retries are used up.
 * @throws the reason of the signal, once it aborts.
 */
export async function withRetries<T>(
  send: () => Promise<T>,
  { maximumRetries, clock, signal, hasAnswered, onRetry }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      signal?.throwIfAborted();
      const { kind, reason, waitMilliseconds: asked = 0, error: failure } = describeFailure(error, clock.now());
      const { before, after } = RETRIES[kind];
      if (attempt > Math.min(maximumRetries, hasAnswered() ? after : before)) throw failure;
      if (asked > MAXIMUM_ASKED_WAIT_MILLISECONDS) {
        throw new LanguageModelError(
          failure.code,
          `the language model's server asks to wait ${Math.round(asked / 60_000)} minutes. Run again then: what it has answered is kept in the cache.`,
          { status: failure.status, cause: error },
        );
      }
      const bound = Math.min(MAXIMUM_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1));
      const waitMilliseconds = Math.max(asked, bound * (0.5 + clock.random() / 2));
      onRetry({ attempt, reason, waitMilliseconds });
      await clock.sleep(waitMilliseconds, signal).catch((interruption: unknown) => {
        signal?.throwIfAborted();
        throw interruption;
      });
    }
  }
}
