import { TldrError } from '@tldr-rm/schema';

/** A job was stopped by its signal. What it had done is kept. */
export class InterruptedError extends TldrError {
  /** @param done what is finished, and how to go on, such as `out.jsonl: stopped after 12 samples. The same job goes on from there.` */
  constructor(done: string) {
    super('INTERRUPTED', done);
  }
}
