import { shorten } from '@tldr-rm/schema';
import { LanguageModelError, type LanguageModelErrorCode } from '../language-model-error';
import { causesOf, type FailureKind, failureKindOf } from './failure-kind';
import { retryAfterMilliseconds } from './retry-after';

/** A failed request: what kind of failure it is, what to say while waiting, and the error to throw instead of sending it again. */
export interface RequestFailure {
  kind: FailureKind;
  /** What happened, without what to do about it; fit for a terminal. */
  reason: string;
  /** How long the server asks to wait. */
  waitMilliseconds: number | undefined;
  error: LanguageModelError;
}

/** What can be read off a failed HTTP request; the shape of the AI SDK's `APICallError`. */
interface FailedCall {
  statusCode?: number;
  responseHeaders?: Record<string, string>;
}

/** Longest piece of a server's message that is shown. */
const MESSAGE_LENGTH = 300;

/**
 * Says what became of a request.
 *
 * @param now milliseconds since 1970, for `Retry-After` dates.
 */
export function describeFailure(error: unknown, now: number): RequestFailure {
  const { statusCode: status, responseHeaders } = (error ?? {}) as FailedCall;
  const kind = failureKindOf(error, status);
  const [code, reason, remedy] = describe(kind, status, error, responseHeaders);
  return {
    kind,
    reason,
    waitMilliseconds: retryAfterMilliseconds(responseHeaders, now),
    error: new LanguageModelError(code, `${reason}. ${remedy}`.trim(), { status, cause: error }),
  };
}

function describe(
  kind: FailureKind,
  status: number | undefined,
  error: unknown,
  headers: FailedCall['responseHeaders'],
): [code: LanguageModelErrorCode, reason: string, remedy: string] {
  const said = wordsOf(error);
  const server = "the language model's server";
  switch (kind) {
    case 'busy':
      return status === 429
        ? ['LLM_RATE_LIMITED', `${server} wants fewer requests (429): ${said}`, 'Lower the concurrency, or run again later.']
        : ['LLM_UNAVAILABLE', `${server} fails (${status}): ${said}`, 'Look at its log, and run again.'];
    case 'quota':
      return [
        'LLM_RATE_LIMITED',
        `the quota of the key is used up (${status}): ${said}`,
        'Run again once there is more: what was answered is kept in the cache.',
      ];
    case 'refused':
      return describeRefusal(status, said, headers);
    case 'unknown-host':
      return [
        'LLM_UNAVAILABLE',
        `there is no machine of the name that the base URL gives: ${said}`,
        'Check its spelling, and the network.',
      ];
    case 'no-secure-connection':
      return [
        'LLM_UNAVAILABLE',
        `${server} cannot be trusted: ${said}`,
        'Check that the base URL begins as it should (http or https), and the certificate; NODE_EXTRA_CA_CERTS names further authorities.',
      ];
    case 'no-http':
      return ['LLM_UNAVAILABLE', `what is at the base URL speaks no HTTP: ${said}`, "Check the address' port."];
    case 'no-connection':
      return ['LLM_UNAVAILABLE', `no connection to ${server}: ${said}`, 'Is it running, and is the base URL right?'];
    case 'no-answer':
      return nameOf(error) === 'TimeoutError'
        ? ['LLM_UNAVAILABLE', 'the language model did not answer in time', 'Allow it more time, or lower the concurrency.']
        : ['LLM_UNAVAILABLE', `no whole answer came from ${server}: ${said}`, 'Is it running, and is the base URL right?'];
    case 'mistaken':
      return ['LLM_FAILED', `the language model cannot be asked: ${said}`, ''];
  }
}

function describeRefusal(
  status: number | undefined,
  said: string,
  headers: FailedCall['responseHeaders'],
): [code: LanguageModelErrorCode, reason: string, remedy: string] {
  const server = "the language model's server";
  if (status === 401 || status === 403) {
    return ['LLM_UNAUTHORIZED', `${server} refuses the key (${status}): ${said}`, 'Check the API key and what it may use.'];
  }
  if (status === 404) {
    return [
      'LLM_NOT_FOUND',
      `${server} does not know the model or the address (404): ${said}`,
      "Check the model's name, and that the base URL ends in /v1.",
    ];
  }
  if (status !== undefined && status >= 300 && status < 400) {
    const place = shorten(headers?.location ?? 'no address given', MESSAGE_LENGTH);
    return ['LLM_NOT_FOUND', `${server} is elsewhere (${status}, ${place})`, 'Give that address as base URL.'];
  }
  return ['LLM_BAD_REQUEST', `${server} refuses the request (${status}): ${said}`, ''];
}

/** The server's or the system's words, as text; the code of a system error where it is not among them. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = causesOf(error).findLast((cause) => cause.code !== undefined)?.code;
  const words = shorten(message.replace(/\s+/g, ' ').trim(), MESSAGE_LENGTH).replace(/[.:\s]+$/, '');
  if (code === undefined || words.includes(code)) return words || 'no reason given';
  return words === '' ? code : `${words} (${code})`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
