import { InputError } from '@tldr-rm/schema';

/** The output file holds lines that this command, with these options and inputs, would not have written. */
export class ResumeError extends InputError {
  constructor(path: string, problem: string) {
    super('RESUME_MISMATCH', `${path}: ${problem}. Give another --out, or --overwrite to start anew.`);
  }
}
