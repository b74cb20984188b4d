import { OrtBackendError } from '../errors';

export function traceError(what: string): OrtBackendError {
  return new OrtBackendError('ORT_TRACE_FAILED', `The trace cannot be exported: ${what}.`);
}
