import { describe, expect, test } from 'vitest';
import { manifestProblems } from './manifest-problems';
import type { PackageManifest } from './package-manifest';
import { packagesOf, publicPackages } from './public-packages';

const published = publicPackages();

describe('packages in the tree', () => {
  test.each(published.map((one) => [one.directory, one] as const))('%s can be published', (_, one) => {
    expect(manifestProblems(one, published)).toEqual([]);
  });

  test('tools are private', () => {
    expect(packagesOf('tools').filter(({ manifest }) => manifest.private !== true)).toEqual([]);
  });
});

const sound: PackageManifest = {
  name: '@tldr-rm/a',
  version: '1.0.0',
  description: 'An example',
  license: 'Apache-2.0',
  homepage: 'https://github.com/tldr-rm/tldr-rm/tree/main/packages/a#readme',
  repository: { type: 'git', url: 'git+https://github.com/tldr-rm/tldr-rm.git', directory: 'packages/a' },
  type: 'module',
  sideEffects: false,
  exports: {
    '.': { '@tldr-rm/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  files: ['dist'],
  engines: { node: '>=20.19' },
  publishConfig: { access: 'public' },
};

const problems = (changes: Partial<PackageManifest>, others: PackageManifest[] = []) =>
  manifestProblems(
    { directory: 'packages/a', manifest: { ...sound, ...changes } },
    others.map((manifest) => ({ directory: 'packages/b', manifest })),
  );

const root = (target: Record<string, string | Record<string, string>>) => problems({ exports: { ...sound.exports, '.': target } });

describe('rules', () => {
  test('a sound package has no problem', () => {
    expect(problems({})).toEqual([]);
  });

  test('an entry point that only import finds is refused, since require cannot load it', () => {
    expect(root({ '@tldr-rm/source': './src/index.ts', types: './dist/index.d.ts', import: './dist/index.js' })).toEqual([
      expect.stringMatching(/^exports\["\."\] for node and require (leads nowhere|has no)/),
    ]);
  });

  test('declarations after what is run are refused', () => {
    expect(root({ '@tldr-rm/source': './src/index.ts', default: './dist/index.js', types: './dist/index.d.ts' })[0]).toMatch(
      /has no declarations/,
    );
  });

  test('one file for browsers and another for Node.js is fine', () => {
    const browser = { types: './dist/index.d.ts', default: './dist/index.js' };
    const node = { types: './dist/node.d.ts', default: './dist/node.js' };
    expect(root({ '@tldr-rm/source': './src/index.ts', node, default: browser })).toEqual([]);
  });

  test('sources that come late are refused', () => {
    expect(root({ types: './dist/index.d.ts', '@tldr-rm/source': './src/index.ts', default: './dist/index.js' })[0]).toMatch(
      /has to come first/,
    );
  });

  test('shipping sources is refused', () => {
    expect(problems({ files: ['dist', 'src', '!src/**/*.test.ts'] })).toEqual([expect.stringMatching(/^ships sources/)]);
  });

  test('silence about side effects is refused', () => {
    const { sideEffects: _, ...silent } = sound;
    expect(manifestProblems({ directory: 'packages/a', manifest: silent }, [])).toEqual([expect.stringMatching(/side effects/)]);
  });

  test('a private package as a dependency is refused', () => {
    expect(problems({ dependencies: { '@tldr-rm/b': 'workspace:*' } })).toEqual(['depends on @tldr-rm/b, which is not published']);
  });

  test('what a dependency asks for has to be provided', () => {
    const other = { ...sound, name: '@tldr-rm/b', peerDependencies: { zod: '^4.0.0' } };
    const dependencies = { '@tldr-rm/b': 'workspace:*' };
    expect(problems({ dependencies }, [other])).toEqual(['depends on @tldr-rm/b and so needs zod as a peer']);
    expect(problems({ dependencies, peerDependencies: { zod: '^4.0.0' } }, [other])).toEqual([]);
    expect(problems({ dependencies }, [{ ...other, peerDependenciesMeta: { zod: { optional: true } } }])).toEqual([]);
  });
});
