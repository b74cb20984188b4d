/** What went wrong, for programs: stable, unlike the message. */
export type OrtErrorCode =
  | 'ORT_DATA_PENDING'
  | 'ORT_PLACEHOLDER_EXECUTED'
  | 'ORT_DTYPE_UNSUPPORTED'
  | 'ORT_KERNEL_MISSING'
  | 'ORT_MODEL_UNSUPPORTED'
  | 'ORT_RUN_FAILED'
  | 'ORT_TRACE_FAILED'
  | 'ORT_WRONG_BACKEND';

/** Marks errors of every package of this project, also those of another copy of it, which `instanceof` does not know. This package stands alone, so the mark is named here once more. */
const MARKER = Symbol.for('tldr-rm.error');

const NAME = 'OrtBackendError';

/** An error of the `ort` backend. The message says what was wrong, where, and what to do. */
export class OrtBackendError extends Error {
  override readonly name = NAME;
  readonly [MARKER] = true;

  constructor(
    readonly code: OrtErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Whether a value is an error of the `ort` backend, of this copy of the package or another. */
  static isInstance(value: unknown): value is OrtBackendError {
    return value instanceof Error && value.name === NAME && (value as Partial<OrtBackendError>)[MARKER] === true;
  }
}
