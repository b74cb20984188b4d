/** What a spec of TensorFlow.js did. */
export interface SpecResult {
  readonly name: string;
  readonly status: string;
  /** Why it failed; empty if it did not. */
  readonly message: string;
}

/** Specs that fail here for one reason. An entry is the name of a spec, or the start of several names followed by `*`. */
export interface ExpectedFailures {
  readonly reason: string;
  readonly specs: readonly string[];
}

export interface Comparison {
  readonly passed: number;
  readonly failed: number;
  /** Specs that fail and that no entry names, with the message. */
  readonly unlisted: readonly string[];
  /** Specs that an entry names and that pass. */
  readonly passingButListed: readonly string[];
  /** Entries that name no spec at all. */
  readonly unknown: readonly string[];
}

/** Compares results with the list of specs that are known to fail. Specs that the suite itself leaves out count as neither. */
export function compareWithExpected(results: readonly SpecResult[], expected: readonly ExpectedFailures[]): Comparison {
  const entries = expected.flatMap(({ specs }) => specs);
  const namesOf = (entry: string) => (name: string) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry);
  const passed = results.filter(({ status }) => status === 'passed');
  const failed = results.filter(({ status }) => status === 'failed');
  const isListed = ({ name }: SpecResult) => entries.some((entry) => namesOf(entry)(name));
  return {
    passed: passed.length,
    failed: failed.length,
    unlisted: failed.filter((result) => !isListed(result)).map(({ name, message }) => `${name}: ${message}`),
    passingButListed: passed.filter(isListed).map(({ name }) => name),
    unknown: entries.filter((entry) => !results.some(({ name }) => namesOf(entry)(name))),
  };
}
