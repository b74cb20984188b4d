import { InputError } from '@tldr-rm/schema';

/** A field of a spec, by its path (such as `generator.baseUrl`; empty for the whole spec), and what is wrong with it. */
export interface SpecProblem {
  field: string;
  problem: string;
}

/** A field of a job's spec cannot be used, or several cannot. */
export class SpecError extends InputError {
  /** At least one. */
  readonly problems: readonly SpecProblem[];

  /** @param others what else is wrong. */
  constructor(field: string, problem: string, { others = [], cause }: { others?: readonly SpecProblem[]; cause?: unknown } = {}) {
    const problems = [{ field, problem }, ...others];
    super('SPEC_INVALID', problems.map((each) => `${each.field || 'the spec'}: ${each.problem}`).join('; '), { cause });
    this.problems = problems;
  }

  /** The first field that cannot be used. */
  get field(): string {
    return this.problems[0]!.field;
  }
}
