import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program on these sources in a process of its own. It is left running once it has printed a line; `kill` ends it at once. */
export async function startChild(source: string): Promise<{ firstLine: string; kill(): Promise<void> }> {
  const child = spawn(
    'node',
    [
      '--conditions=@tldr-rm/source',
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      `import * as files from '@tldr-rm/files';\n${source}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: new URL('../..', import.meta.url) },
  );
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    firstLine: String(chunk).trim(),
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
