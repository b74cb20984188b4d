import { vi } from 'vitest';
import { main } from '../src';

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line within this process, and gives what it printed. */
export async function runCli(...arguments_: string[]): Promise<CliResult> {
  const result = { code: 0, stdout: '', stderr: '' };
  const capture = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      result[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    });
  const spies = [capture('stdout'), capture('stderr')];
  try {
    result.code = await main(['node', 'tldr-rm', ...arguments_]);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return result;
}
