import { posix } from 'node:path';
import type { SourceFile } from './workspace';

/**
 * Circles of imports between files, type imports included. Of files that all reach each other one circle is named, by the shortest way back to the first of them.
 *
 * @returns each as `a.ts -> b.ts -> a.ts`.
 */
export function findCircles(files: readonly Pick<SourceFile, 'path' | 'imports'>[]): string[] {
  const known = new Set(files.map(({ path }) => path));
  const imported = new Map(files.map(({ path, imports }) => [path, imports.flatMap((specifier) => resolve(path, specifier, known) ?? [])]));
  const circles: string[] = [];
  const named = new Set<string>();
  for (const path of [...known].sort()) {
    if (named.has(path)) continue;
    const circle = shortestCircle(path, imported);
    if (circle === null) continue;
    for (const each of circle) named.add(each);
    circles.push([...circle, path].join(' -> '));
  }
  return circles;
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((candidate) => known.has(candidate));
}

/** The shortest way from a file back to it, by breadth-first search; null if there is none. */
function shortestCircle(start: string, imported: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = new Map<string, string>();
  let border = [start];
  while (border.length > 0) {
    const next: string[] = [];
    for (const path of border) {
      for (const target of imported.get(path)!) {
        if (target === start) return wayTo(path, start, cameFrom);
        if (cameFrom.has(target)) continue;
        cameFrom.set(target, path);
        next.push(target);
      }
    }
    border = next;
  }
  return null;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
  return way;
}
