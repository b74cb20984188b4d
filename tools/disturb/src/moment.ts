import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '@tldr-rm/random';

/** When a run is disturbed: so long after its start, or with so many changes of its output folder. */
export type Moment = { milliseconds: number } | { changes: number };

/** How long an undisturbed run took, and how often its output folder was seen to change. */
export interface Pace {
  milliseconds: number;
  changes: number;
}

/** Draws a moment: every other one is bound to a change, since that is where runs break. */
export function drawMoment(random: Random, index: number, { milliseconds, changes }: Pace): Moment {
  if (index % 2 === 0 || changes === 0) return { milliseconds: random.integer(0, Math.round(milliseconds)) };
  // The first change and the last ones are as likely as all between them.
  const at = random.pick([1, random.integer(1, changes), Math.max(1, changes - random.integer(0, 3))]);
  return { changes: at };
}

/** Draws a moment for a second run to start, which takes as long as the first to begin its work. */
export function drawEarlyMoment(random: Random, { milliseconds }: Pace): Moment {
  return { milliseconds: random.integer(0, Math.round(milliseconds / 2)) };
}

export function describeMoment(moment: Moment): string {
  return 'changes' in moment ? `change ${moment.changes}` : `${Math.round(moment.milliseconds)} ms`;
}

/** Watches a folder for changes until it is closed. */
export function watchChanges(folder: string): { count: () => number; reached: (changes: number) => Promise<void>; close(): void } {
  let count = 0;
  let onChange = (): void => undefined;
  const watcher = watch(folder, { recursive: true }, () => {
    count += 1;
    onChange();
  });
  // A folder that goes while it is looked at is no failure of the run.
  watcher.on('error', () => undefined);
  return {
    count: () => count,
    reached: (changes) =>
      new Promise((resolve) => {
        onChange = () => {
          if (count >= changes) resolve();
        };
        onChange();
      }),
    close: () => watcher.close(),
  };
}

/** Waits for a moment, or for the end of the run. */
export async function waitFor(moment: Moment, folder: string, ended: Promise<unknown>): Promise<void> {
  if ('milliseconds' in moment) {
    const controller = new AbortController();
    await Promise.race([wait(moment.milliseconds, undefined, { signal: controller.signal }).catch(() => undefined), ended]);
    controller.abort();
    return;
  }
  const changes = watchChanges(folder);
  await Promise.race([changes.reached(moment.changes), ended]);
  changes.close();
}
