import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { runProgram } from '../../bootstrap/run-step.mjs';
import { type Compiled, compileCode } from './compile-code';
import { installTarballs, RegistryUnreachable } from './install-tarballs';
import { lintProblems } from './lint-problems';
import { type PackedPackage, packPackages } from './pack-packages';
import type { PackageManifest } from './package-manifest';
import { publicPackages } from './public-packages';
import { firstCode, type ReadmeCode } from './readme-code';
import { readTarball, type Tarball } from './tarball';
import { tarballProblems } from './tarball-problems';

// The Node.js that runs what is installed: another version than the one at hand, if it is named.
const NODE = process.env.PUBLISH_NODE ?? process.execPath;
const INSTALL_LIMIT = 300_000;
const README_LIMIT = 60_000;

// What waits for a change of its package: it is expected to fail, and its line here goes when it does not.
const AWAITED = ['align', 'datasets', 'detect', 'evaluate', 'model', 'perturb', 'tfjs-ort', 'declarations'];

const published = publicPackages();
const names = published.map(({ manifest }) => manifest.name);

let folder: string;
let packed: Map<string, { readonly path: PackedPackage; readonly tarball: Tarball }>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-publish-'));
  const all = await packPackages(join(folder, 'packed'));
  packed = new Map(
    await Promise.all(all.map(async (path) => [path.manifest.name, { path, tarball: await readTarball(path.tarball) }] as const)),
  );
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(names)('%s, packed', (name) => {
  test('holds what it leads to, nothing of the tree, of tests or of this machine', () => {
    expect(tarballProblems(packed.get(name)!.tarball)).toEqual([]);
  });

  test('has no fault that publint or Are the types wrong knows', async () => {
    expect(await lintProblems(packed.get(name)!.path)).toEqual([]);
  });
});

describe('installed by npm into an empty folder', () => {
  const readmes = new Map<string, ReadmeCode | null>();
  let project: string;
  let unreachable: string | null = null;
  let compiled: Compiled;

  beforeAll(async () => {
    project = join(folder, 'project');
    try {
      await installTarballs(project, [...[...packed.values()].map(({ path }) => path.tarball), '@types/node@20']);
    } catch (error) {
      if (!(error instanceof RegistryUnreachable)) throw error;
      unreachable = error.message;
      return;
    }
    for (const name of names) readmes.set(name, firstCode(packed.get(name)!.tarball.read('README.md')));
    for (const [name, code] of readmes) if (code) await writeProgram(name, code);
    compiled = compileCode(names.filter((name) => readmes.get(name)?.language === 'ts').map((name) => join(home(name), 'index.ts')));
  }, INSTALL_LIMIT);

  const home = (name: string) => join(project, 'readmes', name.replace('@tldr-rm/', ''));

  /** Each README in a folder of its own, which holds nothing but what npm installed. */
  async function writeProgram(name: string, { language, code }: ReadmeCode): Promise<void> {
    await mkdir(home(name), { recursive: true });
    await symlink(join(project, 'node_modules'), join(home(name), 'node_modules'), 'junction');
    // Code that imports nothing is a module all the same.
    await writeFile(join(home(name), `index.${language}`), language === 'sh' ? code : `${code}\nexport {};\n`);
  }

  const installedTest = (title: string, subject: string, body: () => Promise<void> | void) =>
    test(title, { fails: AWAITED.includes(subject), timeout: README_LIMIT + 5_000 }, async (context: TestContext) => {
      context.skip(unreachable !== null, unreachable ?? '');
      await body();
    });

  installedTest('declarations compile, with those of what they depend on', 'declarations', () => {
    expect(compiled.ofDeclarations).toEqual([]);
  });

  installedTest('require loads every entry point', 'require', async () => {
    const entries = [...packed.values()].flatMap(({ tarball }) => entryPoints(tarball.manifest));
    await writeFile(join(project, 'require.cjs'), requireAll(entries));
    const { output } = await runProgram(NODE, ['--no-warnings', 'require.cjs'], { cwd: project, timeoutMilliseconds: README_LIMIT });
    expect(output).toBe('');
  });

  for (const name of names) {
    installedTest(`the first code of the README of ${name} runs`, name.replace('@tldr-rm/', ''), async () => {
      const code = readmes.get(name);
      expect(code, 'the README has no code to run').not.toBeNull();
      expect(compiled.ofFile.get(join(home(name), 'index.ts')) ?? []).toEqual([]);
      const { code: status, output } = await runReadme(home(name));
      expect(status, output).toBe(0);
    });
  }
});

function runReadme(cwd: string): Promise<{ code: number; output: string }> {
  const limit = { cwd, timeoutMilliseconds: README_LIMIT };
  if (!existsSync(join(cwd, 'index.sh'))) return runProgram(NODE, ['index.js'], limit);
  // The Node.js under test comes first, then what the packages bring.
  const path = [join(NODE, '..'), join(cwd, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return runProgram('bash', ['-euo', 'pipefail', 'index.sh'], { ...limit, environment: { PATH: path } });
}

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
