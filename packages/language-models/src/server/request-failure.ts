import { LanguageModelError } from '../language-model-error';
import { retryAfterMs } from './retry-after';

/** What can be read off a failed HTTP request; the shape of the AI SDK's `APICallError`. */
interface FailedCall {
  statusCode?: number;
  responseHeaders?: Record<string, string>;
}

/** Whether a failed request is worth sending again, and the error to throw if not. */
export interface RequestFailure {
  retry: boolean;
  /** How long the server asks to wait. */
  waitMs?: number | undefined;
  error: LanguageModelError;
}

/** Errors of the AI SDK about a server's answer; any other of its errors is a mistake in the request. */
const BROKEN_ANSWERS = [
  'AI_APICallError',
  'AI_InvalidResponseDataError',
  'AI_EmptyResponseBodyError',
  'AI_JSONParseError',
  'AI_TypeValidationError',
];

/** Longest piece of a server's message that is shown. */
const MESSAGE_LENGTH = 300;

/**
 * Tells failures that pass (429, 408, 5xx, timeouts, lost connections, answers that were cut off or are no answers) from those that stay (any other 4xx).
 *
 * @param now milliseconds since 1970, for `Retry-After` dates.
 */
export function describeFailure(error: unknown, now: number): RequestFailure {
  const { statusCode: status, responseHeaders } = (error ?? {}) as FailedCall;
  const said = quote(error);
  const fail = (code: LanguageModelError['code'], message: string): RequestFailure => ({
    retry: false,
    error: new LanguageModelError(code, message, { status, cause: error }),
  });
  const passing = (code: LanguageModelError['code'], message: string): RequestFailure => ({
    ...fail(code, message),
    retry: true,
    waitMs: retryAfterMs(responseHeaders, now),
  });
  if (status === 429) {
    return passing(
      'LLM_RATE_LIMITED',
      `the language model's server wants fewer requests (429): ${said}. Lower the concurrency, or run again later.`,
    );
  }
  if (status !== undefined && (status === 408 || status >= 500)) {
    return passing('LLM_UNAVAILABLE', `the language model's server fails (${status}): ${said}. Look at its log, and run again.`);
  }
  if (status === 401 || status === 403) {
    return fail(
      'LLM_UNAUTHORIZED',
      `the language model's server refuses the key (${status}): ${said}. Check the API key and what it may use.`,
    );
  }
  if (status === 404) {
    return fail(
      'LLM_NOT_FOUND',
      `the language model's server does not know the model or the address (404): ${said}. Check the model's name, and that the base URL ends in /v1.`,
    );
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return fail(
      'LLM_NOT_FOUND',
      `the language model's server is elsewhere (${status}, ${clean(responseHeaders?.location ?? 'no address given')}). Give that address as base URL.`,
    );
  }
  if (status !== undefined && status >= 400) {
    return fail('LLM_BAD_REQUEST', `the language model's server refuses the request (${status}): ${said}.`);
  }
  const name = error instanceof Error ? error.name : '';
  if (name.startsWith('AI_') && !BROKEN_ANSWERS.includes(name)) {
    return fail('LLM_FAILED', `the language model cannot be asked: ${said}.`);
  }
  if (name === 'TimeoutError')
    return passing('LLM_UNAVAILABLE', 'the language model did not answer in time. Allow it more time, or lower the concurrency.');
  return passing(
    'LLM_UNAVAILABLE',
    `no whole answer came from the language model's server: ${said}. Is it running, and is the base URL right?`,
  );
}

/** The server's words, fit for a terminal. */
function quote(error: unknown): string {
  return clean(error instanceof Error ? error.message : String(error)).replace(/\.+$/, '') || 'no reason given';
}

function clean(text: string): string {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > MESSAGE_LENGTH ? `${line.slice(0, MESSAGE_LENGTH)}...` : line;
}
