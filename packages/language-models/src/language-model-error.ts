import { TldrError } from '@tldr-rm/schema';

/** What became of a request that is not worth sending again, or that failed again and again. */
export type LanguageModelErrorCode =
  | 'LLM_UNAUTHORIZED'
  | 'LLM_NOT_FOUND'
  | 'LLM_BAD_REQUEST'
  | 'LLM_RATE_LIMITED'
  | 'LLM_UNAVAILABLE'
  | 'LLM_FAILED';

const MARKER = Symbol.for('tldr-rm.error.language-model');

/** The language model cannot be used as asked. The message says what to change. */
export class LanguageModelError extends TldrError<LanguageModelErrorCode> {
  static {
    Object.defineProperty(LanguageModelError.prototype, MARKER, { value: true });
  }

  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(code: LanguageModelErrorCode, message: string, { status, cause }: { status?: number | undefined; cause?: unknown } = {}) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.status = status;
  }

  /** Whether a caught value is a {@link LanguageModelError}, whichever copy of the package it comes from. */
  static override isInstance(value: unknown): value is LanguageModelError {
    return TldrError.isInstance(value) && (value as unknown as Record<symbol, unknown>)[MARKER] === true;
  }
}
