import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const SCOPE = '@tldr-rm/';

/** A file with what it imports, as it is written there. */
export interface SourceFile {
  /** From the root of the repository. */
  path: string;
  /** Whether it is in no published package: tests and what only they use, scripts, and what loads sources in place of what is built. */
  isSupport: boolean;
  text: string;
  imports: readonly string[];
}

export interface WorkspacePackage {
  /** Name without scope. */
  name: string;
  /** From the root of the repository. */
  folder: string;
  manifest: { exports?: Record<string, unknown>; dependencies: Record<string, string>; devDependencies: Record<string, string> };
  files: readonly SourceFile[];
}

/** Every package of the workspace that has TypeScript in it. */
export function readWorkspace(): WorkspacePackage[] {
  const folders = ['packages', 'apps', 'tools']
    .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
    .concat('examples');
  return folders
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')) && existsSync(join(ROOT, folder, 'tsconfig.json')))
    .map((folder) => {
      const {
        name,
        exports,
        dependencies = {},
        devDependencies = {},
        peerDependencies = {},
      } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
      return {
        name: name.slice(SCOPE.length),
        folder,
        manifest: { exports, dependencies: { ...dependencies, ...peerDependencies }, devDependencies },
        files: [...sourcesIn(join(ROOT, folder))].map(readSource),
      };
    });
}

/** Name (without scope) and path of what a specifier names in the workspace; null for anything else. */
export function workspaceTarget(specifier: string): { name: string; path: string } | null {
  if (!specifier.startsWith(SCOPE)) return null;
  const [name, ...path] = specifier.slice(SCOPE.length).split('/');
  return { name: name!, path: ['.', ...path].join('/') };
}

function* sourcesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!['node_modules', 'dist', 'fixtures'].includes(entry.name)) yield* sourcesIn(path);
    } else if (/\.(ts|tsx|mts|mjs|js)$/.test(entry.name) && !/\.config\.ts$/.test(entry.name)) yield path;
  }
}

function readSource(file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const path = relative(ROOT, file).replaceAll('\\', '/');
  const isSupport = /\.test\.ts$|\.sources\.mjs$|\/(test-support|testing|core-suite|scripts)\//.test(path);
  return { path, isSupport, text, imports: ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName) };
}
