import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type SourceFile, type WorkspacePackage, workspaceTarget } from './workspace';

/** Packages that are used by name in configurations, not imported. */
const CONFIGURATIONS = ['tsconfig'];

/**
 * What is wrong with the imports of a package: against the arrows, past the exports of another package, not declared in its `package.json`, or declared there and not
 * used. Tests and scripts may import any package but apps, if it is declared.
 */
export function checkImports(
  workspacePackage: WorkspacePackage,
  arrows: Readonly<Record<string, readonly string[]>>,
  packages: ReadonlyMap<string, Pick<WorkspacePackage, 'folder' | 'manifest'>>,
): string[] {
  const { name, folder, manifest, files } = workspacePackage;
  const allowed = arrows[name];
  if (allowed === undefined) return [`${folder}: has no row in the table of arrows`];
  const problems = files.flatMap((file) =>
    file.imports.flatMap((specifier) => problemOf(specifier, file, workspacePackage, allowed, packages) ?? []),
  );
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  const isTool = folder.startsWith('tools/');
  for (const dependency of declared) {
    const target = workspaceTarget(dependency);
    if (target === null || CONFIGURATIONS.includes(target.name)) continue;
    if (!files.some(({ text }) => isNamedIn(text, dependency)))
      problems.push(`${folder}/package.json: declares ${dependency}, which nothing imports`);
    else if (
      !isTool &&
      dependency in manifest.dependencies &&
      !files.some(({ isSupport, text }) => !isSupport && isNamedIn(text, dependency))
    )
      problems.push(`${folder}/package.json: declares ${dependency} for its users, which only tests import`);
  }
  return [...new Set(problems)];
}

function problemOf(
  specifier: string,
  { path, isSupport }: SourceFile,
  { name, folder, manifest }: WorkspacePackage,
  allowed: readonly string[],
  packages: ReadonlyMap<string, Pick<WorkspacePackage, 'folder' | 'manifest'>>,
): string | undefined {
  if (specifier.startsWith('.'))
    return isForeign(path, specifier, folder) ? `${path}: imports ${specifier}, a file of another package` : undefined;
  if (isBuiltin(specifier)) return undefined;
  const target = workspaceTarget(specifier);
  if (target?.name === name) return undefined;
  if (target !== null) {
    const imported = packages.get(target.name);
    if (imported?.folder.startsWith('apps/')) return `${path}: imports the app ${specifier}`;
    if (!isSupport && !allowed.includes(target.name)) return `${path}: imports ${specifier} against the arrows`;
    if (imported && !Object.hasOwn(imported.manifest.exports ?? {}, target.path))
      return `${path}: imports ${specifier} past the exports of its package`;
  }
  const dependency = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const isDeclared = dependency in manifest.dependencies || (isSupport && dependency in manifest.devDependencies);
  return isDeclared || (isSupport && FOR_TESTS.includes(dependency))
    ? undefined
    : `${path}: imports ${dependency}, which its package.json does not declare`;
}

/** What the root brings for all tests. */
const FOR_TESTS = ['vitest', 'fast-check', 'tsx'];

/** Also where it is only resolved, such as the folder of a package with data. */
function isNamedIn(text: string, dependency: string): boolean {
  return new RegExp(`['"\`]${dependency}['"\`/]`).test(text);
}

/** What runs before anything is installed is no package, so that tools import its files. */
const BOOTSTRAP = 'tools/bootstrap/';

function isForeign(path: string, specifier: string, folder: string): boolean {
  const target = posix.join(posix.dirname(path), specifier);
  return !`${target}/`.startsWith(`${folder}/`) && !(folder.startsWith('tools/') && target.startsWith(BOOTSTRAP));
}
