/** What went wrong with a request, as far as that decides whether it is worth sending again. */
export type FailureKind =
  | 'busy'
  | 'no-connection'
  | 'no-answer'
  | 'unknown-host'
  | 'no-secure-connection'
  | 'no-http'
  | 'quota'
  | 'refused'
  | 'mistaken';

/** How often a request is sent again before the server has answered once: enough for a lost packet or a server that is just being started, soon over for a wrong address. */
const FEW = 2;
const ALL = Number.POSITIVE_INFINITY;

/**
 * How often a request is sent again at most: before the server has answered once (then the address may be wrong, and somebody waits for the first sign of life), and afterwards
 * (then it did work, and the run has paid for answers that it should not lose).
 */
export const RETRIES: Readonly<Record<FailureKind, { before: number; after: number }>> = {
  // 429, 408, 409, 425, 5xx: there is a server, and it says that this passes.
  busy: { before: ALL, after: ALL },
  // Refused or lost, no route: a wrong port, or a server that restarts.
  'no-connection': { before: FEW, after: ALL },
  // Too late, cut off, or no chat completion: a wrong path or a page for people, or a server that is overburdened.
  'no-answer': { before: FEW, after: ALL },
  // A typo, or a machine without network. The system's resolver has asked several times by itself.
  'unknown-host': { before: 0, after: ALL },
  // Certificates and protocols do not change while one waits.
  'no-secure-connection': { before: 0, after: 0 },
  'no-http': { before: 0, after: 0 },
  // 429 that only a payment mends.
  quota: { before: 0, after: 0 },
  // 401, 403, 404, redirects, 501, 505, any other 4xx: the same request gets the same answer.
  refused: { before: 0, after: 0 },
  // The request cannot be sent at all.
  mistaken: { before: 0, after: 0 },
};

/** What passes although it is a 4xx: a request that came too slowly, in the way of another one, too early, or too many. */
const PASSING_STATUS = [408, 409, 425, 429];
/** What stays although it is a 5xx: not implemented, and a version of HTTP that is not spoken. */
const STAYING_STATUS = [501, 505];

/** Errors of the AI SDK about a server's answer; any other of its errors is a mistake in the request. */
const BROKEN_ANSWERS = [
  'AI_APICallError',
  'AI_InvalidResponseDataError',
  'AI_EmptyResponseBodyError',
  'AI_JSONParseError',
  'AI_TypeValidationError',
];

/** Codes of Node's sockets, resolver, TLS and HTTP, and of undici, its `fetch`. */
const UNKNOWN_HOST = /^(?:ENOTFOUND|EAI_\w+)$/;
const NO_CONNECTION =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|E(?:HOST|NET)(?:UNREACH|DOWN)|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_(?:CONNECT_TIMEOUT|SOCKET|CLOSED))$/;
const NO_SECURE_CONNECTION =
  /^(?:EPROTO|ERR_(?:SSL|TLS)_\w+|CERT_\w+|UNABLE_TO_\w+|\w*SELF_SIGNED\w*|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE))$/;
const NO_HTTP = /^(?:HPE_\w+|ERR_INVALID_URL|UND_ERR_INVALID_ARG|UND_ERR_HEADERS_OVERFLOW)$/;

/** What a failed HTTP request is to be taken for. */
export function failureKindOf(error: unknown, status: number | undefined): FailureKind {
  if (status === 429 && /insufficient_quota|billing/.test((error as { responseBody?: string }).responseBody ?? '')) return 'quota';
  if (status !== undefined && (PASSING_STATUS.includes(status) || (status >= 500 && !STAYING_STATUS.includes(status)))) return 'busy';
  if (status !== undefined && (status < 200 || status >= 300)) return 'refused';
  const codes = causesOf(error).map(({ code }) => code ?? '');
  if (codes.some((code) => UNKNOWN_HOST.test(code))) return 'unknown-host';
  if (codes.some((code) => NO_SECURE_CONNECTION.test(code))) return 'no-secure-connection';
  // `fetch` refuses some ports, without a code.
  if (codes.some((code) => NO_HTTP.test(code)) || causesOf(error).some(({ message }) => message === 'bad port')) return 'no-http';
  if (codes.some((code) => NO_CONNECTION.test(code))) return 'no-connection';
  const name = error instanceof Error ? error.name : '';
  return name.startsWith('AI_') && !BROKEN_ANSWERS.includes(name) ? 'mistaken' : 'no-answer';
}

/** Deepest chain of causes that is followed; a longer one is a circle. */
const MAXIMUM_CAUSES = 8;

/** An error, its cause, and so on. */
export function causesOf(error: unknown): { message?: string; code?: string }[] {
  const causes: { message?: string; code?: string; cause?: unknown }[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && causes.length < MAXIMUM_CAUSES) {
    const { message, code, cause } = next as { message?: unknown; code?: unknown; cause?: unknown };
    causes.push({ ...(typeof message === 'string' && { message }), ...(typeof code === 'string' && { code }), cause });
    next = cause;
  }
  return causes;
}
