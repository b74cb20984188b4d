import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const PROGRAM = fileURLToPath(new URL('../../../apps/cli/bin/tldr-rm.js', import.meta.url));

export interface ProgramEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

export interface RunningProgram {
  pid: number;
  ended: Promise<ProgramEnd>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the program in a folder, whose `tmp/` is its temporary folder. */
export function runProgram(arguments_: readonly string[], folder: string): RunningProgram {
  const { NO_COLOR: _noColour, FORCE_COLOR: _colour, ...environment } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...arguments_], {
    cwd: folder,
    env: { ...environment, TMPDIR: join(folder, 'tmp') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<ProgramEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stderr }));
  });
  return { pid: child.pid!, ended, kill: (signal) => void child.kill(signal) };
}
