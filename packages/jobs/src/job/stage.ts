import type { JobProgress } from './job';

/** One stage of a job, as it goes on. */
export interface Stage {
  /** So many units more are done. `note` stands until the next one. */
  advance(count: number, note?: string): void;
}

/** Begins a stage: reports where it begins, and then every step. */
export function beginStage(
  onProgress: (progress: JobProgress) => void,
  { stage, unit, total, done = 0 }: { stage: string; unit: string; total: number | null; done?: number },
): Stage {
  let value = done;
  let latest: string | undefined;
  const report = (): void => onProgress({ stage, unit, total, done: value, ...(latest !== undefined && { note: latest }) });
  report();
  return {
    advance(count, note = latest) {
      value += count;
      latest = note;
      report();
    },
  };
}
