import { InputError, TldrError } from '@tldr-rm/schema';
import { BatchItemError, DetectorError, DetectorFolderError, ImageError, TextError } from '../../errors';

/** An error as a message between threads can carry it, which knows no classes of ours. */
export interface PortableError {
  name: string;
  message: string;
  code?: string;
  /** Of a `BatchItemError`. */
  item?: number;
  problem?: PortableError;
}

/** Errors whose constructors take a code and a message. Codes are what they were, since they come from one of these. */
const CLASSES: Readonly<Record<string, new (code: never, message: string) => TldrError>> = {
  DetectorError,
  DetectorFolderError,
  ImageError,
  InputError,
  TextError,
  TldrError,
};

export function toPortable(error: unknown): PortableError {
  if (error instanceof BatchItemError) {
    return { name: 'BatchItemError', message: error.message, item: error.item, problem: toPortable(error.problem) };
  }
  if (error instanceof TldrError) return { name: error.name, message: error.message, code: error.code };
  return { name: 'Error', message: error instanceof Error ? error.message : String(error) };
}

export function fromPortable({ name, message, code, item, problem }: PortableError): Error {
  if (item !== undefined && problem !== undefined) return new BatchItemError(item, fromPortable(problem) as InputError);
  const Class = CLASSES[name] ?? InputError;
  return code === undefined ? new Error(message) : new Class(code as never, message);
}
