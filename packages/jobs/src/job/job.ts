import type { z } from 'zod';
import type { Resources } from '../resources/resources';

/** How far a job has come. A stage is reported at its beginning as well: `done` is then what an earlier run had finished. */
export interface JobProgress {
  /** What is being done, such as `scoring`. */
  stage: string;
  /** In units, of which there are `total`; null where nobody knows how many there are. */
  done: number;
  total: number | null;
  /** What is counted, in the plural. */
  unit: string;
  /** A few words on the moment, for people. */
  note?: string;
  /** Figures of the moment as plain JSON, such as a line of a training log. */
  figures?: Readonly<Record<string, unknown>>;
}

/** Something to be told at once that is no failure, such as a server that is asked again. */
export interface JobNotice {
  /** Stable and scriptable. */
  code: string;
  message: string;
}

/** What a job is given beside its spec; nothing of it decides the result. */
export interface JobContext {
  /** Stops the job: what was done is kept, and the same spec goes on from there. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: JobProgress) => void) | undefined;
  onNotice?: ((notice: JobNotice) => void) | undefined;
  /** Detectors and models to share with other jobs; without it a job opens its own, and closes them. */
  resources?: Resources | undefined;
}

/** A job's context with nothing left out. */
export interface OpenedContext {
  signal: AbortSignal;
  onProgress: (progress: JobProgress) => void;
  onNotice: (notice: JobNotice) => void;
  resources: Resources;
}

/** A long piece of work: what can be asked of it, as plain JSON, and the work itself. */
export interface Job<Spec extends z.ZodType, Summary extends object> {
  readonly name: string;
  /** One sentence for people. */
  readonly description: string;
  /** Strict: what it does not know is refused. */
  readonly spec: Spec;
  /**
   * Does the work.
   *
   * @throws {SpecError} naming the field of the spec that cannot be used.
   * @throws {InterruptedError} if the signal came; what was done is kept.
   * @throws {TldrError} for whatever else is wrong, naming file and line.
   */
  run(spec: z.input<Spec>, context?: JobContext): Promise<Summary>;
}
