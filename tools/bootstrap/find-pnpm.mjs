import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram, runStep } from './run-step.mjs';

const isWindows = process.platform === 'win32';

/**
 * Finds pnpm of exactly the wanted version: on the path, or in `.tools`, where npm puts it the first time.
 *
 * @param {string} root of the repository.
 * @param {string} version
 * @returns {Promise<{ program: string, arguments_: string[], environment: Record<string, string> }>} how to run it, and the environment in which others
 *   (turbo above all) find it too.
 */
export async function findPnpm(root, version) {
  const quiet = { COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' };
  const onPath = await runProgram('pnpm', ['--version'], { environment: quiet, shell: isWindows, cwd: root });
  if (onPath.code === 0 && onPath.output.trim() === version) {
    return { program: 'pnpm', arguments_: [], environment: quiet };
  }
  const tools = join(root, '.tools');
  const script = join(tools, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
  const environment = { ...quiet, PATH: `${join(tools, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  const own = existsSync(script) ? await runProgram(process.execPath, [script, '--version'], { environment, cwd: root }) : null;
  if (own?.output.trim() !== version) {
    const flags = ['install', '--prefix', tools, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', `pnpm@${version}`];
    const npm = process.env.npm_execpath;
    // Started by `npm run`, npm tells where it is; a path with spaces then needs no shell.
    if (npm && /npm-cli\.[cm]?js$/.test(npm)) await runStep(`get pnpm ${version}`, process.execPath, [npm, ...flags], { cwd: root });
    else await runStep(`get pnpm ${version}`, 'npm', flags, { shell: isWindows, cwd: root });
  }
  return { program: process.execPath, arguments_: [script], environment };
}
