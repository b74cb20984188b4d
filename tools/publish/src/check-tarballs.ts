import { lintProblems } from './lint-problems';
import type { PackedPackage } from './pack-packages';
import { readTarball } from './tarball';
import { tarballProblems } from './tarball-problems';

/** Every problem of packed packages, each with the package's name before it. */
export async function checkTarballs(packed: readonly PackedPackage[]): Promise<string[]> {
  const problems: string[] = [];
  for (const one of packed) {
    const found = [...tarballProblems(await readTarball(one.tarball)), ...(await lintProblems(one.tarball))];
    problems.push(...found.map((problem) => `${one.manifest.name}: ${problem}`));
  }
  return problems;
}
