/** What went wrong, for programs: stable, unlike the message. */
export type OrtErrorCode =
  | 'ORT_DATA_PENDING'
  | 'ORT_DATA_MISSING'
  | 'ORT_PLACEHOLDER_EXECUTED'
  | 'ORT_DTYPE_UNSUPPORTED'
  | 'ORT_KERNEL_MISSING'
  | 'ORT_MODEL_UNSUPPORTED'
  | 'ORT_RUN_FAILED'
  | 'ORT_TRACE_FAILED'
  | 'ORT_WRONG_BACKEND';

/** An error of the `ort` backend. The message says what was wrong, where, and what to do. */
export class OrtBackendError extends Error {
  override readonly name = 'OrtBackendError';

  constructor(
    readonly code: OrtErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
