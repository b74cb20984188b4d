import type { WorkspacePackage } from './public-packages';

/**
 * Dependencies before what depends on them, so that at no moment somebody can install a package whose dependency is not there yet.
 *
 * @throws Error if packages depend on each other in a circle.
 */
export function orderPackages<Package extends WorkspacePackage>(packages: readonly Package[]): Package[] {
  const ordered = new Set<Package>();
  const visit = (one: Package, path: readonly string[]) => {
    const { name, dependencies, peerDependencies } = one.manifest;
    if (path.includes(name)) throw new Error(`packages depend on each other: ${[...path, name].join(' -> ')}`);
    if (ordered.has(one)) return;
    for (const other of packages) {
      if (other.manifest.name in { ...dependencies, ...peerDependencies }) visit(other, [...path, name]);
    }
    ordered.add(one);
  };
  for (const one of packages) visit(one, []);
  return [...ordered];
}
