import type { Progress } from '../src/terminal/progress';

/** Starts bars that show nothing and counts those that run. */
export function countingProgress(): { started: number; running: number; start: () => Promise<Progress> } {
  const bars = {
    started: 0,
    running: 0,
    start: async (): Promise<Progress> => {
      bars.started += 1;
      bars.running += 1;
      return {
        advance: () => undefined,
        say: () => undefined,
        stop: () => {
          bars.running -= 1;
        },
      };
    },
  };
  return bars;
}
