import type { JobProgress } from '@tldr-rm/jobs';
import { formatDuration } from './progress';
import { type TerminalProgress, terminalProgress } from './terminal-progress';

/** Steps between two lines of losses where there is no bar to show them. */
const LINE_EVERY = 10;

/** Figures of a log line that are losses. */
const LOSSES = ['loss', 'reward', 'taxonomy', 'language', 'patches', 'alignment'];

/** What a line of the log looks like to people: figures of an evaluation, or losses of a step. */
function describeFigures(figures: Readonly<Record<string, unknown>>): string {
  const number = (value: unknown): string => (typeof value === 'number' ? value.toFixed(3) : '-');
  const isEvaluation = figures.event === 'evaluation';
  const names = isEvaluation
    ? Object.keys(figures).filter((name) => !['step', 'event', 'seconds'].includes(name))
    : LOSSES.filter((name) => name in figures);
  return names.map((name) => `${name} ${number(figures[name])}`).join(', ');
}

/** Shows a training run: a bar with the losses on a terminal, now and then a line elsewhere, every line of the log as JSON where that is asked for. */
export function trainingLines({ json, force }: { json?: boolean | undefined; force?: boolean | undefined }): TerminalProgress {
  const bar = terminalProgress({ force });
  if (json) {
    return {
      ...bar,
      onProgress: ({ figures }) => {
        if (figures !== undefined) process.stdout.write(`${JSON.stringify(figures)}\n`);
      },
    };
  }
  const startedAt = performance.now();
  let firstStep: number | undefined;
  const onProgress = ({ figures, ...progress }: JobProgress): void => {
    const { done, total } = progress;
    firstStep ??= done;
    if (figures?.event === 'evaluation') {
      bar.onNotice({ code: 'EVALUATION', message: `step ${done}: ${describeFigures(figures)}` });
      return;
    }
    const note = figures === undefined ? undefined : describeFigures(figures);
    bar.onProgress({ ...progress, ...(note !== undefined && { note }) });
    if (note === undefined || process.stderr.isTTY || (done % LINE_EVERY !== 0 && done !== total)) return;
    const secondsLeft = ((total! - done) * (performance.now() - startedAt)) / 1000 / (done - firstStep);
    bar.onNotice({ code: 'STEP', message: `step ${done}/${total}: ${note}, ${formatDuration(secondsLeft)} left` });
  };
  return { ...bar, onProgress };
}
