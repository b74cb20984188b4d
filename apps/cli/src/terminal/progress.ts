import { clearLine, cursorTo } from 'node:readline';
import cliProgress from 'cli-progress';

/** A progress bar of one long job, on stderr, so that stdout stays free for results. */
export interface Progress {
  /** `note` stands behind the bar until the next one. */
  advance(count: number, note?: string): void;
  /** Writes a line that stays, above the bar. */
  say(line: string): void;
  stop(): void;
}

export interface ProgressOptions {
  /** What is being done, such as `scoring`. */
  label: string;
  /** What is counted, in the plural. */
  unit: string;
  /** Null where nobody knows: then there is no bar, but a count. */
  total: number | null;
  /** How much an earlier run had done. It does not count for the rate. */
  done?: number;
  /** Show the bar although stderr is no terminal. */
  force?: boolean | undefined;
}

/** Starts a bar with rate and time left; on anything but a terminal nothing is shown unless forced. */
export function startProgress({ label, unit, total, done = 0, force = false }: ProgressOptions): Progress {
  if (!process.stderr.isTTY && !force) return silentProgress();
  const bar = new cliProgress.SingleBar({
    format:
      total === null ? `${label}  {value} ${unit}  {rate}/s{note}` : `${label} {bar} {value}/{total} ${unit}  {rate}/s  {left} left{note}`,
    stream: process.stderr,
    noTTYOutput: !process.stderr.isTTY,
    notTTYSchedule: 5000,
    barsize: 28,
    // A run that is killed cannot give the terminal back what was switched off, so the cursor stays visible and lines go on wrapping.
    hideCursor: false,
    linewrap: true,
    fps: 5,
  });
  const startedAt = performance.now();
  let value = done;
  let latest = '';
  const payload = (): { rate: string; left: string; note: string } => {
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = (value - done) / Math.max(seconds, 0.001);
    const note = latest && `  ${latest}`;
    return rate > 0 && total !== null
      ? { rate: formatRate(rate), left: formatDuration((total - value) / rate), note }
      : { rate: rate > 0 ? formatRate(rate) : '-', left: '-', note };
  };
  bar.start(total ?? 0, done, payload());
  return {
    advance(count, note = latest) {
      value += count;
      latest = note;
      bar.update(value, payload());
    },
    say(line) {
      clearLine(process.stderr, 0);
      cursorTo(process.stderr, 0);
      process.stderr.write(`${line}\n`);
    },
    stop: () => bar.stop(),
  };
}

/** Without a terminal there is no bar; lines are written all the same. */
function silentProgress(): Progress {
  return { advance: () => undefined, say: (line) => void process.stderr.write(`${line}\n`), stop: () => undefined };
}

/** A duration for people: `4s`, `3m 05s`, `2h 10m`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
  return `${Math.floor(whole / 3600)}h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}m`;
}

function formatRate(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
}
