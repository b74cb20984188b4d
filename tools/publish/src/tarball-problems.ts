import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import ts from 'typescript';
import type { ExportTarget, PackageManifest } from './package-manifest';
import { REPOSITORY } from './public-packages';
import type { Tarball } from './tarball';

/** What two packages can share only if there is one copy of it, since a second copy is a second set of types. */
const SHARED = ['zod', 'ai', '@tensorflow/tfjs-core'];

const TEXT = /(\.([cm]?[jt]s|json|map|md|html|css|txt)|\/LICENSE)$/;
const TEST_SUPPORT = /(^|\/)(test-support|testing|__tests__|fixtures|node_modules)\/|\.(test|spec|bench)\.[cm]?[jt]sx?$/;

/** What is wrong with a tarball, one line each; none if it can be published. */
export function tarballProblems(tarball: Tarball): string[] {
  return [...fileProblems(tarball), ...manifestProblems(tarball), ...machineProblems(tarball), ...importProblems(tarball)];
}

function fileProblems({ manifest, files }: Tarball): string[] {
  const problems = ['README.md', 'LICENSE'].filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
  for (const file of files) if (TEST_SUPPORT.test(file)) problems.push(`${file} is for tests`);
  for (const target of targets(manifest)) {
    const [before, after] = target.replace(/^\.\//, '').split('*') as [string, string?];
    const there = files.some((file) => (after === undefined ? file === before : file.startsWith(before) && file.endsWith(after)));
    if (!there) problems.push(`package.json leads to ${target}, which is missing`);
  }
  return problems;
}

function targets(manifest: PackageManifest): string[] {
  const of = (target: ExportTarget): string[] => {
    if (target === null) return [];
    return typeof target === 'string' ? [target] : Object.values(target).flatMap(of);
  };
  const named = [manifest.main, manifest.types, ...Object.values(manifest.bin ?? {})].filter((path) => path !== undefined);
  return [...new Set([...named, ...Object.values(manifest.exports ?? {}).flatMap(of)])];
}

function manifestProblems({ manifest, read }: Tarball): string[] {
  const problems = (read('package.json').match(/"(workspace|catalog|link|file):[^"]*"/g) ?? []).map(
    (range) => `package.json holds ${range}`,
  );
  if (read('package.json').includes('@tldr-rm/source')) problems.push('package.json leads to sources, which are not shipped');
  for (const field of ['scripts', 'devDependencies'] as const) if (manifest[field]) problems.push(`package.json holds ${field}`);
  return problems;
}

function machineProblems({ files, read }: Tarball): string[] {
  const places = [REPOSITORY, homedir()].filter((place) => place.length > 1);
  return files
    .filter((file) => TEXT.test(`/${file}`))
    .flatMap((file) =>
      places.filter((place) => read(file).includes(place)).map((place) => `${file} names the folder ${place} of this machine`),
    );
}

function importProblems({ manifest, files, read }: Tarball): string[] {
  const problems = new Set<string>();
  const provided = { ...manifest.dependencies, ...manifest.peerDependencies, [manifest.name]: manifest.version };
  for (const file of files.filter((name) => /^(dist|bin)\/.*\.[cm]?[jt]s$/.test(name))) {
    for (const { fileName } of ts.preProcessFile(read(file), true, true).importedFiles) {
      const name = packageName(fileName);
      if (name === null) continue;
      if (!(name in provided)) problems.add(`${file} imports ${name}, which is no dependency`);
      const declared = /\.d\.[cm]?ts$/.test(file);
      if (declared && SHARED.includes(name) && !(name in (manifest.peerDependencies ?? {})))
        problems.add(`${file} names types of ${name}, which is no peer`);
    }
  }
  return [...problems];
}

/** The package that an import is from; null for a file of its own and for what Node.js has. */
function packageName(specifier: string): string | null {
  if (/^[.#]/.test(specifier) || isBuiltin(specifier)) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
