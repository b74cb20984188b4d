/**
 * Packs every public package, checks the tarballs, and publishes these very files, dependencies first: `node --import tsx tools/publish/src/publish.ts [npm's options]`.
 * Started again after it stopped half-way, it goes on with what the registry does not have yet.
 */
import { join } from 'node:path';
import { runProgram, runStep, StepError } from '../../bootstrap/run-step.mjs';
import { checkTarballs } from './check-tarballs';
import { orderPackages } from './order-packages';
import { packPackages } from './pack-packages';
import { REPOSITORY } from './public-packages';

const npmOptions = process.argv.slice(2);
const dryRun = npmOptions.includes('--dry-run');

try {
  process.exitCode = await publish();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof StepError ? error.code : 1;
}

async function publish(): Promise<number> {
  const changed = await runProgram('git', ['status', '--porcelain'], { cwd: REPOSITORY });
  if (!dryRun && (changed.code !== 0 || changed.output !== '')) {
    throw new Error(`Only what is committed is published; commit or take back first:\n${changed.output}`);
  }
  const folder = join(REPOSITORY, 'runs', 'packed');
  const packed = orderPackages(await packPackages(folder));
  const problems = await checkTarballs(packed);
  if (problems.length > 0) throw new Error(`Nothing was published:\n${problems.join('\n')}`);
  for (const { manifest, tarball } of packed) {
    const version = `${manifest.name}@${manifest.version}`;
    if (!dryRun && (await isPublished(version))) process.stderr.write(`- ${version} is there already\n`);
    else await runStep(version, 'npm', ['publish', tarball, ...npmOptions], { cwd: folder });
  }
  return 0;
}

async function isPublished(version: string): Promise<boolean> {
  const { code, output } = await runProgram('npm', ['view', version, 'version', '--json'], { cwd: REPOSITORY });
  if (code === 0) return output.trim() !== '';
  if (output.includes('E404')) return false;
  throw new Error(`the registry does not say whether it has ${version}:\n${output}`);
}
