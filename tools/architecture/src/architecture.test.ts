import { describe, expect, it, test } from 'vitest';
import { ARROWS } from './arrows';
import { checkImports } from './check-imports';
import { findCircles } from './find-circles';
import { readWorkspace, type SourceFile, type WorkspacePackage } from './workspace';

const packages = readWorkspace();
const byName = new Map(packages.map((each) => [each.name, each]));

test('no circles of imports, no arrow against the house, no undeclared, unused or deep import', () => {
  const problems = packages.flatMap((each) => [
    ...findCircles(each.files).map((circle) => `circle: ${circle}`),
    ...checkImports(each, ARROWS, byName),
  ]);
  expect(problems).toEqual([]);
});

test('arrows run one way', () => {
  const reaches = (from: string, to: string): boolean => (ARROWS[from] ?? []).some((next) => next === to || reaches(next, to));
  for (const name of Object.keys(ARROWS)) expect([name, reaches(name, name)]).toEqual([name, false]);
});

describe('findCircles', () => {
  const files = (imports: Record<string, string[]>) => Object.entries(imports).map(([path, of]) => ({ path, imports: of }));

  it('finds a circle through folders and index files, and names it once', () => {
    const circle = files({ 'a/index.ts': ['./b', 'zod'], 'a/b.ts': ['../c/d'], 'c/d.ts': ['../a'], 'c/e.ts': ['./d'] });
    expect(findCircles(circle)).toEqual(['a/b.ts -> c/d.ts -> a/index.ts -> a/b.ts']);
  });

  it('finds a file that imports itself, and two circles apart', () => {
    expect(findCircles(files({ 'a.ts': ['./a'], 'b.ts': ['./c'], 'c.ts': ['./b'] }))).toEqual(['a.ts -> a.ts', 'b.ts -> c.ts -> b.ts']);
  });

  it('finds nothing where imports run one way', () => {
    expect(findCircles(files({ 'a.ts': ['./b', './c'], 'b.ts': ['./c'], 'c.ts': ['./missing'] }))).toEqual([]);
  });
});

describe('checkImports', () => {
  const file = (path: string, ...imports: string[]): SourceFile => ({
    path,
    imports,
    isSupport: path.endsWith('.test.ts'),
    text: imports.map((each) => `'${each}'`).join(),
  });
  const workspacePackage = (files: SourceFile[], dependencies: string[] = [], devDependencies: string[] = []): WorkspacePackage => ({
    name: 'upper',
    folder: 'packages/upper',
    manifest: {
      exports: { '.': {} },
      dependencies: Object.fromEntries(dependencies.map((each) => [each, '1'])),
      devDependencies: Object.fromEntries(devDependencies.map((each) => [each, '1'])),
    },
    files,
  });
  const lower = { folder: 'packages/lower', manifest: { exports: { '.': {}, './node': {} }, dependencies: {}, devDependencies: {} } };
  const others = new Map([
    ['lower', lower],
    ['other', { ...lower, folder: 'packages/other' }],
    ['app', { ...lower, folder: 'apps/app' }],
  ]);
  const check = (...of: Parameters<typeof workspacePackage>) => checkImports(workspacePackage(...of), { upper: ['lower'] }, others);

  it('lets pass what the arrows and the manifest allow', () => {
    const files = [
      file('packages/upper/src/a.ts', './b', 'node:fs', 'zod/v4', '@tldr-rm/lower', '@tldr-rm/lower/node'),
      file('packages/upper/src/a.test.ts', '@tldr-rm/other', 'vitest'),
    ];
    expect(check(files, ['zod', '@tldr-rm/lower'], ['@tldr-rm/other'])).toEqual([]);
  });

  it.each([
    ['an import against the arrows', '@tldr-rm/other', 'imports @tldr-rm/other against the arrows'],
    ['an app', '@tldr-rm/app', 'imports the app @tldr-rm/app'],
    ['a deep import', '@tldr-rm/lower/src/a', 'imports @tldr-rm/lower/src/a past the exports of its package'],
    ['an undeclared package', 'left-pad', 'imports left-pad, which its package.json does not declare'],
    ['a file of another package', '../../lower/src/a', 'imports ../../lower/src/a, a file of another package'],
    ['a file of no package', '../../../tools/bootstrap/a', 'imports ../../../tools/bootstrap/a, a file of another package'],
  ])('finds %s', (_, specifier, problem) => {
    const files = [
      file('packages/upper/src/a.ts', specifier),
      file('packages/upper/src/b.ts', '@tldr-rm/lower'),
      file('packages/upper/src/c.test.ts', '@tldr-rm/other'),
    ];
    const declared = ['@tldr-rm/lower', ...(specifier === '@tldr-rm/app' ? [specifier] : [])];
    expect(check(files, declared, ['@tldr-rm/other'])).toEqual([`packages/upper/src/a.ts: ${problem}`]);
  });

  it('finds a package that is declared and not used, or by tests alone, and one without arrows', () => {
    expect(check([], ['@tldr-rm/lower'])).toEqual(['packages/upper/package.json: declares @tldr-rm/lower, which nothing imports']);
    const onlyTested = check([file('packages/upper/src/a.test.ts', '@tldr-rm/lower')], ['@tldr-rm/lower']);
    expect(onlyTested).toEqual(['packages/upper/package.json: declares @tldr-rm/lower for its users, which only tests import']);
    expect(checkImports(workspacePackage([]), {}, others)).toEqual(['packages/upper: has no row in the table of arrows']);
  });
});
