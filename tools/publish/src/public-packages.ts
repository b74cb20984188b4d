import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageManifest } from './package-manifest';

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

export interface WorkspacePackage {
  /** The package's folder in the repository, as `packages/align`. */
  readonly directory: string;
  readonly manifest: PackageManifest;
}

/** Every package that is published: those of `packages`, `apps` and `models` that are not private. */
export function publicPackages(): WorkspacePackage[] {
  return ['packages', 'apps', 'models'].flatMap(packagesOf).filter(({ manifest }) => manifest.private !== true);
}

/** All packages in one folder of the workspace. */
export function packagesOf(parent: string): WorkspacePackage[] {
  return readdirSync(join(REPOSITORY, parent))
    .map((name) => `${parent}/${name}`)
    .filter((directory) => existsSync(join(REPOSITORY, directory, 'package.json')))
    .map((directory) => ({ directory, manifest: JSON.parse(readFileSync(join(REPOSITORY, directory, 'package.json'), 'utf8')) }));
}
