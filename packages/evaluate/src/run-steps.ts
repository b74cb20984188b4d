import type { EvaluationControl, EvaluationProgress } from './evaluation-progress';

/** Milliseconds of work after which others have their turn: within one frame of a screen, and far below what a server's clients notice. */
const SLICE_MS = 12;

/** Work in steps of at most a few milliseconds each; what it yields is how far it is, if anything. */
export type Steps<Result> = Generator<EvaluationProgress | undefined, Result>;

/** Runs all steps at once. */
export function runSteps<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs steps in slices, between which the event loop has its turn. @throws the reason of the signal. */
export async function runStepsInSlices<Result>(steps: Steps<Result>, { signal, onProgress }: EvaluationControl): Promise<Result> {
  const pause = createPause();
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    const isDue = pause.isDue();
    if (value && (isDue || value.done === value.total)) onProgress?.(value);
    if (isDue) await pause.take();
  }
}

/** Says when a slice is over, and gives others their turn. */
export function createPause(): { isDue(): boolean; take(): Promise<void> } {
  let end = performance.now() + SLICE_MS;
  return {
    isDue: () => performance.now() >= end,
    async take() {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      end = performance.now() + SLICE_MS;
    },
  };
}
