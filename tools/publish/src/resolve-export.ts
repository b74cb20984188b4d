import type { ExportTarget, PackageManifest } from './package-manifest';

/** The file that an entry point (`.`, `./node`) leads to under conditions, in the order that Node.js has; null if it leads nowhere. */
export function resolveExport(exports: PackageManifest['exports'], entry: string, conditions: readonly string[]): string | null {
  if (exports && entry in exports) return resolveTarget(exports[entry] ?? null, conditions);
  for (const [pattern, target] of Object.entries(exports ?? {})) {
    const [before, after, ...more] = pattern.split('*');
    if (before === undefined || after === undefined || more.length > 0 || !entry.startsWith(before) || !entry.endsWith(after)) continue;
    const matched = entry.slice(before.length, entry.length - after.length);
    return resolveTarget(target, conditions)?.replaceAll('*', matched) ?? null;
  }
  return null;
}

function resolveTarget(target: ExportTarget, conditions: readonly string[]): string | null {
  if (target === null || typeof target === 'string') return target;
  for (const [condition, inner] of Object.entries(target)) {
    if (condition !== 'default' && !conditions.includes(condition)) continue;
    const resolved = resolveTarget(inner, conditions);
    if (resolved !== null) return resolved;
  }
  return null;
}
