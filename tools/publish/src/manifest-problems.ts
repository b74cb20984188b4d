import type { PackageManifest } from './package-manifest';
import type { WorkspacePackage } from './public-packages';
import { resolveExport } from './resolve-export';

const REPOSITORY_URL = 'https://github.com/tldr-rm/tldr-rm';
const NODE = '>=20.19';
const SOURCE = '@tldr-rm/source';

/**
 * What keeps a package of the tree from being published, one line each; none if it is in order.
 *
 * @param all - every public package, to see whether what dependencies ask for as peers is provided.
 */
export function manifestProblems({ directory, manifest }: WorkspacePackage, all: readonly WorkspacePackage[]): string[] {
  return [...identityProblems(directory, manifest), ...exportProblems(manifest), ...dependencyProblems(directory, manifest, all)];
}

function identityProblems(directory: string, manifest: PackageManifest): string[] {
  const wanted: [string, unknown, unknown][] = [
    ['license', manifest.license, 'Apache-2.0'],
    ['type', manifest.type, 'module'],
    ['homepage', manifest.homepage, `${REPOSITORY_URL}/tree/main/${directory}#readme`],
    ['repository.type', manifest.repository?.type, 'git'],
    ['repository.url', manifest.repository?.url, `git+${REPOSITORY_URL}.git`],
    ['repository.directory', manifest.repository?.directory, directory],
    ['engines.node', manifest.engines?.node, NODE],
    ['publishConfig.access', manifest.publishConfig?.access, 'public'],
    ['exports["./package.json"]', resolveExport(manifest.exports, './package.json', []), './package.json'],
  ];
  const problems = wanted
    .filter(([, found, right]) => found !== right)
    .map(([field, found, right]) => `${field} is ${JSON.stringify(found)}, and should be ${JSON.stringify(right)}`);
  if (!manifest.description) problems.push('has no description');
  if (manifest.sideEffects === undefined)
    problems.push('does not say whether importing it has side effects: sideEffects is false, or true where something is registered');
  if (manifest.files === undefined) problems.push('does not name the files that are shipped');
  for (const file of manifest.files ?? []) {
    if (/^(\.\/)?src(\/|$)/.test(file)) problems.push(`ships sources ("${file}" in files): with them go tests and their support`);
  }
  return problems;
}

const LOADERS = [
  ['node', 'import'],
  ['node', 'require'],
  ['browser', 'import'],
];

function exportProblems(manifest: PackageManifest): string[] {
  const problems: string[] = [];
  for (const [entry, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target === 'string') continue;
    const of = (conditions: string[]) => resolveExport(manifest.exports, entry, conditions);
    for (const loader of LOADERS) {
      const place = `exports["${entry}"] for ${loader.join(' and ')}`;
      if (of(loader) === null) problems.push(`${place} leads nowhere: end it with "default", which import and require both take`);
      else if (!/\.d\.[cm]?ts$/.test(of(['types', ...loader]) ?? ''))
        problems.push(`${place} has no declarations: "types" has to come before what is run`);
    }
    if (!of([SOURCE, 'types', 'node', 'import'])?.startsWith('./src/'))
      problems.push(`exports["${entry}"]: "${SOURCE}" has to come first, and to lead into src`);
  }
  return problems;
}

function dependencyProblems(directory: string, manifest: PackageManifest, all: readonly WorkspacePackage[]): string[] {
  const problems: string[] = [];
  const has = { ...manifest.dependencies, ...manifest.peerDependencies };
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    const known = all.find((other) => other.manifest.name === dependency);
    if (dependency.startsWith('@tldr-rm/') && !known) problems.push(`depends on ${dependency}, which is not published`);
    for (const peer of requiredPeers(known?.manifest)) {
      const where = directory.startsWith('apps/') ? 'a dependency' : 'a peer';
      if (!(peer in has)) problems.push(`depends on ${dependency} and so needs ${peer} as ${where}`);
    }
  }
  for (const [peer, range] of Object.entries(manifest.peerDependencies ?? {})) {
    if (/^(workspace|catalog):/.test(range)) problems.push(`peer ${peer} is "${range}": write out the range that is known to work`);
  }
  return problems;
}

function requiredPeers(manifest: PackageManifest | undefined): string[] {
  return Object.keys(manifest?.peerDependencies ?? {}).filter((peer) => manifest?.peerDependenciesMeta?.[peer]?.optional !== true);
}
