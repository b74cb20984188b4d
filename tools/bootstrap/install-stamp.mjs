import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the last install was made of what is here now: the same lockfile, package files and platform.
 *
 * @param {string} root of the repository.
 */
export function isInstalled(root) {
  const complete = packageFolders(root).every((folder) => !hasDependencies(folder) || existsSync(join(folder, 'node_modules')));
  return complete && existsSync(join(root, 'node_modules', '.modules.yaml')) && readIfThere(stampPath(root)) === fingerprint(root);
}

/** Remembers that what is here now is installed. */
export function markInstalled(root) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampPath(root), fingerprint(root));
}

function stampPath(root) {
  return join(root, 'node_modules', '.tldr-rm-installed');
}

function fingerprint(root) {
  const hash = createHash('sha256');
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name));
  for (const path of [...files, ...packageFolders(root).map((folder) => join(folder, 'package.json'))])
    hash.update(`${readIfThere(path)}\0`);
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/** The root and every folder of the workspace. */
function packageFolders(root) {
  const parents = ['packages', 'apps', 'models', 'tools'].filter((parent) => existsSync(join(root, parent)));
  const folders = parents.flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name)));
  return [root, ...folders, join(root, 'examples')].filter((folder) => existsSync(join(folder, 'package.json')));
}

function hasDependencies(folder) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
