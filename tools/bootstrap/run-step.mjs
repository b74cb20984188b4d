import { spawn } from 'node:child_process';

/** A step ended with an exit code that is not 0. */
export class StepError extends Error {
  constructor(name, code) {
    super(`${name} failed (exit code ${code})`);
    this.code = code;
  }
}

/**
 * Runs a program as one step, and prints a line with the time it took.
 *
 * @param {string} name of the step, for people.
 * @param {string} program
 * @param {string[]} arguments_
 * @param {{ environment?: Record<string, string>, show?: boolean, shell?: boolean, cwd?: string }} [options] `show`: let the output through; otherwise it is
 *   printed only if the step fails.
 */
export async function runStep(name, program, arguments_, { environment = {}, show = false, shell = false, cwd } = {}) {
  const startedAt = performance.now();
  const { code, output } = await runProgram(program, arguments_, { environment, show, shell, cwd });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code !== 0) {
    process.stderr.write(output);
    throw new StepError(name, code);
  }
  process.stderr.write(`- ${name}: ${seconds} s\n`);
}

/**
 * Runs a program and gives its exit code and what it printed (nothing if it was shown). A program that cannot be started counts as exit code 127.
 *
 * @param {string} program
 * @param {string[]} arguments_
 * @param {{ environment?: Record<string, string>, show?: boolean, shell?: boolean, cwd?: string, timeoutMilliseconds?: number }} [options] a program that
 *   takes longer than the timeout is ended, and counts as failed.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runProgram(program, arguments_, { environment = {}, show = false, shell = false, cwd, timeoutMilliseconds } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, arguments_, {
      cwd,
      shell,
      env: { ...process.env, ...environment },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMilliseconds,
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: `${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output }));
  });
}
