/**
 * `npm run demo` and `npm test` on a machine that has Node.js, npm and nothing else: brings pnpm, installs from the lockfile, builds what is needed, runs.
 * Uses nothing but Node's own modules.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from './check-node.mjs';
import { findPnpm } from './find-pnpm.mjs';
import { isInstalled, markInstalled } from './install-stamp.mjs';
import { runProgram, runStep, StepError } from './run-step.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { packageManager, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const moduleFile = (...path) => join(root, 'node_modules', ...path);

const [task, ...rest] = process.argv.slice(2);
const tasks = { demo, test };

try {
  const problem = nodeProblem(process.versions.node, engines.node);
  if (problem !== null) throw new Error(problem);
  if (!Object.hasOwn(tasks, task)) throw new Error(`usage: node tools/bootstrap/run.mjs ${Object.keys(tasks).join('|')} [arguments]`);
  process.exitCode = await tasks[task](rest);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof StepError ? error.code : 1;
}

async function demo(arguments_) {
  const environment = await install();
  // Declarations take most of a build's time, and nothing that runs reads them.
  await turbo('build', ['build', '--filter=@tldr-rm/cli...', '--', '--no-dts'], environment);
  process.stderr.write('\n');
  const { code } = await runProgram(process.execPath, [join(root, 'apps/cli/bin/tldr-rm.js'), 'demo', ...arguments_], { show: true });
  return code;
}

async function test(arguments_) {
  const environment = await install();
  await turbo('build', ['build'], environment);
  await runStep('lint', process.execPath, [moduleFile('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'], { cwd: root });
  // One program for all packages: what they share is read once.
  await runStep('type-check', process.execPath, [moduleFile('typescript', 'bin', 'tsc'), '--noEmit', '--project', 'tsconfig.json'], {
    cwd: root,
  });
  const { code } = await runProgram(process.execPath, [moduleFile('vitest', 'vitest.mjs'), 'run', ...arguments_], {
    show: true,
    cwd: root,
  });
  return code;
}

/** Installs from the lockfile if anything changed since the last time. */
async function install() {
  const pnpm = await findPnpm(root, packageManager.split('@')[1]);
  if (!isInstalled(root)) {
    // CI: never ask anything.
    const environment = { ...pnpm.environment, CI: 'true' };
    await runStep('install', pnpm.program, [...pnpm.arguments_, 'install', '--frozen-lockfile'], { environment, cwd: root });
    markInstalled(root);
  }
  return pnpm.environment;
}

async function turbo(name, arguments_, environment) {
  const quiet = { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' };
  const program = [moduleFile('turbo', 'bin', 'turbo'), 'run', '--output-logs=errors-only', ...arguments_];
  await runStep(name, process.execPath, program, { environment: { ...environment, ...quiet }, cwd: root });
}
