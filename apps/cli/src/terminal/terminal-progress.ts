import type { JobNotice, JobProgress } from '@tldr-rm/jobs';
import { terminalText } from '@tldr-rm/reports';
import { type Progress, startProgress } from './progress';

/** Shows a job's progress on stderr: a bar for each stage, and notices as lines above it. */
export interface TerminalProgress {
  onProgress(progress: JobProgress): void;
  onNotice(notice: JobNotice): void;
  /** Ends the bar that runs. */
  stop(): void;
}

/** @param force shows bars even if stderr is no terminal. */
export function terminalProgress({ force = false }: { force?: boolean | undefined } = {}): TerminalProgress {
  let stage: string | undefined;
  let bar: Progress | undefined;
  let shown = 0;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
    stage = undefined;
  };
  return {
    onProgress({ stage: next, unit, total, done, note }) {
      if (next !== stage) {
        stop();
        bar = startProgress({ label: terminalText(next), unit, total, done, force });
        stage = next;
      } else {
        bar!.advance(done - shown, note === undefined ? undefined : terminalText(note));
      }
      shown = done;
    },
    onNotice({ message }) {
      const line = terminalText(message);
      if (bar === undefined) process.stderr.write(`${line}\n`);
      else bar.say(line);
    },
    stop,
  };
}
