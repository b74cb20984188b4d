import { expect, test } from 'vitest';
import { orderPackages } from './order-packages';
import { publicPackages, type WorkspacePackage } from './public-packages';

const named = (name: string, ...needs: string[]): WorkspacePackage => ({
  directory: name,
  manifest: { name, version: '1.0.0', dependencies: Object.fromEntries(needs.map((need) => [need, '1.0.0'])) },
});

test('dependencies come before what depends on them', () => {
  const ordered = orderPackages(publicPackages()).map(({ manifest }) => manifest);
  for (const [index, { name, dependencies }] of ordered.entries()) {
    const later = ordered.slice(index).map((other) => other.name);
    expect([name, later.filter((other) => other in (dependencies ?? {}))]).toEqual([name, []]);
  }
});

test('a circle is refused by its names', () => {
  expect(() => orderPackages([named('a', 'b'), named('b', 'c'), named('c', 'a')])).toThrow('a -> b -> c -> a');
});
