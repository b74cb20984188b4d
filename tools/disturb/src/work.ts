/** A job to be disturbed, as a command in a folder of its own with `in/` (read), `out/` (written) and `tmp/` (the system's temporary folder). */
export interface Work {
  name: string;
  /** Of the command line. */
  arguments: readonly string[];
  /** What the job may leave in `out/` to go on from, beside what it writes in the end. */
  state?: readonly RegExp[];
  /** Folder of `in/` that `out/` begins with a copy of, because the job changes it. */
  begins?: { from: string; to: string };
  /** Whether `out/` is, after an interruption, either what it was or what it becomes. */
  isAtomic?: boolean;
}
