import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findPnpm } from '../../bootstrap/find-pnpm.mjs';
import { runProgram } from '../../bootstrap/run-step.mjs';
import type { PackageManifest } from './package-manifest';
import { publicPackages, REPOSITORY, type WorkspacePackage } from './public-packages';

export interface PackedPackage extends WorkspacePackage {
  /** Absolute path of its tarball. */
  readonly tarball: string;
}

/**
 * Packs every public package as it was built last, into a folder that is emptied first. pnpm writes real versions in place of `workspace:` and `catalog:`, and
 * the hook in `pnpmfile.cjs` leaves out what only the tree needs.
 *
 * @throws Error if pnpm fails, with what it wrote.
 */
export async function packPackages(folder: string): Promise<PackedPackage[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const packages = publicPackages();
  const filters = packages.map(({ manifest }) => `--filter=${manifest.name}`);
  const settings = [`--config.pnpmfile=${join(REPOSITORY, 'tools', 'publish', 'pnpmfile.cjs')}`, '--config.ignore-scripts=true'];
  const pnpm = await findPnpm(REPOSITORY, await pnpmVersion());
  const arguments_ = [...pnpm.arguments_, '--recursive', ...filters, ...settings, 'pack', '--pack-destination', folder];
  const { code, output } = await runProgram(pnpm.program, arguments_, { environment: pnpm.environment, cwd: REPOSITORY });
  if (code !== 0) throw new Error(`pnpm could not pack the packages:\n${output}`);
  const tarballs = new Set(await readdir(folder));
  return packages.map((one) => {
    const name = tarballName(one.manifest);
    if (!tarballs.has(name)) throw new Error(`pnpm left no ${name} in ${folder}:\n${output}`);
    return { ...one, tarball: join(folder, name) };
  });
}

async function pnpmVersion(): Promise<string> {
  const { packageManager } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as { packageManager: string };
  return packageManager.replace('pnpm@', '');
}

function tarballName({ name, version }: PackageManifest): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}
