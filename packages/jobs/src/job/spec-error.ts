import { InputError } from '@tldr-rm/schema';

/** A field of a job's spec cannot be used. */
export class SpecError extends InputError {
  /** Path of the field, such as `generator.baseUrl`; empty for the whole spec. */
  readonly field: string;
  /** What is wrong with it, and what to do. */
  readonly problem: string;

  constructor(field: string, problem: string, options?: { cause?: unknown }) {
    super('SPEC_INVALID', `${field === '' ? 'the spec' : field}: ${problem}`, options);
    this.field = field;
    this.problem = problem;
  }
}
