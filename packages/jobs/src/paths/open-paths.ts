import { addAbortSignal } from 'node:stream';
import { type InputSource, isFileTarget, isRereadable, type OutputTarget } from '@tldr-rm/files';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import { STANDARD_STREAM } from './standard-stream';

type InputContext = Pick<OpenedContext, 'resources' | 'signal'>;

/** What a job reads. */
export interface JobInput {
  source: InputSource;
  /** Of messages. */
  name: string;
  /** Whether it can be read more than once: a pipe cannot. */
  isFile: boolean;
  /** A path in the folder that its relative references start from: that of the file, else the current one. */
  base: string;
}

/**
 * What a path of an input means: a file, a pipe, or the standard input.
 *
 * @throws {SpecError} if the job has no standard input.
 * @throws {FileError} `FILE_UNREADABLE`.
 */
export async function openInput(field: string, path: string, { resources: { standardInput }, signal }: InputContext): Promise<JobInput> {
  if (path === STANDARD_STREAM) {
    if (standardInput === undefined) throw new SpecError(field, '"-" means the standard input, and there is none here. Give a file.');
    return { source: addAbortSignal(signal, standardInput), name: 'standard input', isFile: false, base: STANDARD_STREAM };
  }
  const isFile = await isRereadable(path);
  return { source: path, name: path, isFile, base: isFile ? path : STANDARD_STREAM };
}

/** What a job writes. */
export interface JobOutput {
  target: OutputTarget;
  name: string;
  /** Whether it is a file, which a job can go on with. */
  isFile: boolean;
  /** A path in the folder that relative references in it start from. */
  base: string;
}

/**
 * What a path of an output means: a file, a pipe, or the standard output.
 *
 * @throws {SpecError} if the job has no standard output.
 * @throws {FileError} `OUTPUT_UNWRITABLE` of a folder.
 */
export async function openTarget(
  field: string,
  path: string,
  { resources: { standardOutput } }: Pick<OpenedContext, 'resources'>,
): Promise<JobOutput> {
  if (path === STANDARD_STREAM) {
    if (standardOutput === undefined) throw new SpecError(field, '"-" means the standard output, and there is none here. Give a file.');
    return { target: standardOutput, name: 'standard output', isFile: false, base: STANDARD_STREAM };
  }
  const isFile = await isFileTarget(path);
  return { target: path, name: path, isFile, base: isFile ? path : STANDARD_STREAM };
}
