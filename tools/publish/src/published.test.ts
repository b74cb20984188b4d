import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { runProgram } from '../../bootstrap/run-step.mjs';
import { type Compiled, compileCode } from './compile-code';
import { installTarballs, RegistryUnreachable } from './install-tarballs';
import { lintProblems } from './lint-problems';
import { packPackages } from './pack-packages';
import type { PackageManifest } from './package-manifest';
import { publicPackages } from './public-packages';
import { frontPageProgram, packageProgram, type ReadmeProgram, runReadme, typescriptFiles, writeProgram } from './readme-programs';
import { readTarball, type Tarball } from './tarball';
import { tarballProblems } from './tarball-problems';

// The Node.js that runs what is installed, where it is to be another version than the one at hand.
const NODE = process.env.PUBLISH_NODE ?? process.execPath;
const INSTALL_LIMIT = 300_000;
const README_LIMIT = 300_000;

const names = publicPackages().map(({ manifest }) => manifest.name);

let folder: string;
let tarballs: Map<string, { readonly path: string; readonly contents: Tarball }>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-publish-'));
  const packed = await packPackages(join(folder, 'packed'));
  tarballs = new Map();
  for (const { manifest, tarball } of packed) tarballs.set(manifest.name, { path: tarball, contents: await readTarball(tarball) });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(names)('%s, packed', (name) => {
  test('holds what it leads to, nothing of the tree, of tests or of this machine', () => {
    expect(tarballProblems(tarballs.get(name)!.contents)).toEqual([]);
  });

  test('has no fault that publint or Are the types wrong knows', async () => {
    expect(await lintProblems(tarballs.get(name)!.path)).toEqual([]);
  });
});

describe('installed by npm into an empty folder', () => {
  let project: string;
  let programs: ReadmeProgram[];
  let unreachable: string | null = null;
  let compiled: Compiled;

  beforeAll(async () => {
    project = join(folder, 'project');
    try {
      await installTarballs(project, [...[...tarballs.values()].map(({ path }) => path), '@types/node@20']);
    } catch (error) {
      if (!(error instanceof RegistryUnreachable)) throw error;
      unreachable = error.message;
      return;
    }
    programs = [...tarballs].map(([name, { contents }]) => packageProgram(name, contents.read('README.md')));
    programs.push(await frontPageProgram());
    for (const program of programs) await writeProgram(project, program);
    compiled = compileCode(programs.flatMap((program) => typescriptFiles(project, program)));
  }, INSTALL_LIMIT);

  const installedTest = (title: string, body: () => Promise<void> | void) =>
    test(title, { timeout: README_LIMIT }, async (context: TestContext) => {
      context.skip(unreachable !== null, unreachable ?? '');
      await body();
    });

  installedTest('declarations compile, with those of what they depend on', () => {
    expect(compiled.ofDeclarations).toEqual([]);
  });

  installedTest('require loads every entry point', async () => {
    const entries = [...tarballs.values()].flatMap(({ contents }) => entryPoints(contents.manifest));
    await writeFile(join(project, 'require.cjs'), requireAll(entries));
    const { output } = await runProgram(NODE, ['--no-warnings', 'require.cjs'], { cwd: project });
    expect(output).toBe('');
  });

  for (const name of [...names.map((long) => long.replace('@tldr-rm/', '')), 'front-page']) {
    installedTest(`the first code of the README runs: ${name}`, async () => {
      const program = programs.find((one) => one.name === name)!;
      expect(program.blocks, 'there is no code to run').not.toEqual([]);
      expect(typescriptFiles(project, program).flatMap((file) => compiled.ofFile.get(file) ?? [])).toEqual([]);
      expect(await runReadme(project, program, NODE)).toBeNull();
    });
  }
});

/** What can be imported of a package, as `@tldr-rm/perturb/audit`. */
function entryPoints({ name, exports }: PackageManifest): string[] {
  return Object.keys(exports ?? {})
    .filter((entry) => !entry.endsWith('.json') && !entry.includes('*'))
    .map((entry) => `${name}${entry.slice(1)}`);
}

function requireAll(entries: readonly string[]): string {
  return `for (const entry of ${JSON.stringify(entries)}) {
  try {
    require(entry);
  } catch (error) {
    console.log(entry + ': ' + error.message);
  }
}
process.exit();
`;
}
