import { TldrError } from '@tldr-rm/schema';

/** What became of a request that is not worth sending again, or that failed again and again. */
export type LanguageModelErrorCode =
  | 'LLM_UNAUTHORIZED'
  | 'LLM_NOT_FOUND'
  | 'LLM_BAD_REQUEST'
  | 'LLM_RATE_LIMITED'
  | 'LLM_UNAVAILABLE'
  | 'LLM_FAILED';

/** The language model cannot be used as asked. The message says what to change. */
export class LanguageModelError extends TldrError {
  declare readonly code: LanguageModelErrorCode;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(code: LanguageModelErrorCode, message: string, { status, cause }: { status?: number | undefined; cause?: unknown } = {}) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}
