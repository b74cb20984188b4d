import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../bootstrap/run-step.mjs';

const UNREACHABLE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/** Installing needs the registry for other people's packages, and it could not be reached. */
export class RegistryUnreachable extends Error {}

/**
 * Makes a project in a folder that does not exist yet, and installs tarballs into it as a user would.
 *
 * @param packages - what npm is to install: tarballs, or names with ranges.
 * @throws RegistryUnreachable, or Error with what npm wrote.
 */
export async function installTarballs(folder: string, packages: readonly string[]): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  // Install scripts stay out, as in the tree: native parts come as prebuilt packages.
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1'];
  const { code, output } = await runProgram('npm', ['install', ...flags, ...packages], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  if (code === 0) return;
  if (UNREACHABLE.test(output)) throw new RegistryUnreachable(`npm could not reach its registry: ${output.match(UNREACHABLE)?.[0]}`);
  throw new Error(`npm could not install the packages:\n${output}`);
}
