import type { LogEntry } from '@tldr-rm/model';
import { formatDuration, startProgress } from '../terminal/progress';

/** Steps between two lines of losses where there is no bar to show them. */
const LINE_EVERY = 10;

/** What a log entry looks like to people: figures of an evaluation, or losses of a step. */
function describeEntry(entry: LogEntry): string {
  const number = (value: unknown): string => (typeof value === 'number' ? value.toFixed(3) : '-');
  const names =
    entry.event === 'evaluation'
      ? Object.keys(entry).filter((name) => !['step', 'event', 'seconds'].includes(name))
      : ['loss', 'reward', 'taxonomy', 'language', 'patches', 'alignment'].filter((name) => name in entry);
  return names.map((name) => `${name} ${number(entry[name])}`).join(', ');
}

/** Shows a training run: a bar with the losses on a terminal, now and then a line elsewhere, every entry as JSON where that is asked for. */
export async function reportTraining(
  firstStep: number,
  steps: number,
  json: boolean,
): Promise<{ show(entry: LogEntry): void; stop(): void }> {
  if (json) return { show: (entry) => void process.stdout.write(`${JSON.stringify(entry)}\n`), stop: () => undefined };
  const progress = await startProgress({ label: 'training', unit: 'steps', total: steps, done: firstStep });
  const startedAt = performance.now();
  const show = (entry: LogEntry): void => {
    if (entry.event === 'evaluation') {
      progress.say(`step ${entry.step}: ${describeEntry(entry)}`);
      return;
    }
    progress.advance(1, describeEntry(entry));
    if (process.stderr.isTTY || (entry.step % LINE_EVERY !== 0 && entry.step !== steps)) return;
    const secondsLeft = ((steps - entry.step) * (performance.now() - startedAt)) / 1000 / (entry.step - firstStep);
    progress.say(`step ${entry.step}/${steps}: ${describeEntry(entry)}, ${formatDuration(secondsLeft)} left`);
  };
  return { show, stop: () => progress.stop() };
}
