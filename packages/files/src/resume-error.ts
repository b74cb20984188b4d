import { FileError } from './file-error';

/** The output holds what this work, with these options and inputs, would not have written. */
export class ResumeError extends FileError {
  constructor(path: string, problem: string) {
    super('RESUME_MISMATCH', path, `${problem}. Give another output, or start anew.`);
  }
}
