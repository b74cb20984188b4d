import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import type { PackageManifest } from './package-manifest';
import { REPOSITORY } from './public-packages';
import { tarballProblems } from './tarball-problems';

const manifest: PackageManifest = {
  name: '@tldr-rm/a',
  version: '1.0.0',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
};

function problems(files: Record<string, string> = {}, changes: Partial<PackageManifest> = {}): string[] {
  const all: Record<string, string> = {
    'package.json': JSON.stringify({ ...manifest, ...changes }),
    'README.md': '',
    LICENSE: '',
    'dist/index.js': '',
    'dist/index.d.ts': '',
    ...files,
  };
  return tarballProblems({ manifest: { ...manifest, ...changes }, files: Object.keys(all), read: (file) => all[file]! });
}

test('a sound tarball has no problem', () => {
  expect(problems()).toEqual([]);
});

test.each(['workspace:*', 'catalog:', 'link:../b', 'file:../b'])('a dependency that only the tree has is refused: %s', (range) => {
  expect(problems({}, { dependencies: { b: range } })).toEqual([`package.json holds "${range}"`]);
});

test('sources, scripts and development dependencies in the package.json are refused', () => {
  const exports = { '.': { '@tldr-rm/source': './dist/index.d.ts', default: './dist/index.js' } };
  expect(problems({}, { exports, scripts: { build: 'tsup' }, devDependencies: { b: '1.0.0' } })).toHaveLength(3);
});

test.each(['dist/a.test.js', 'src/test-support/a.ts', 'dist/testing/a.js', 'fixtures/a.json'])(
  'files for tests are refused: %s',
  (file) => {
    expect(problems({ [file]: '' })).toEqual([`${file} is for tests`]);
  },
);

test('an entry point whose file is not packed is refused', () => {
  expect(problems({}, { exports: { ...manifest.exports, './b': './dist/b.js' } })).toEqual([
    'package.json leads to ./dist/b.js, which is missing',
  ]);
  expect(problems({ 'detector.json': '' }, { exports: { './*': './*' } })).toEqual([]);
});

test.each([REPOSITORY, homedir()])('a folder of this machine in a file is refused: %s', (folder) => {
  expect(problems({ 'dist/index.js.map': JSON.stringify({ sources: [`${folder}/a.ts`] }) })[0]).toMatch(
    /^dist\/index\.js\.map names the folder/,
  );
});

test('an import of what is no dependency is refused', () => {
  const files = { 'dist/index.js': 'import "b/c"; import "@s/d/e"; import "fs"; import "node:fs/promises"; import "./x"; import("f");' };
  expect(problems(files, { dependencies: { b: '^1.0.0' } })).toEqual([
    'dist/index.js imports @s/d, which is no dependency',
    'dist/index.js imports f, which is no dependency',
  ]);
});

test('shared types in declarations ask for a peer', () => {
  const files = { 'dist/index.d.ts': 'import { z } from "zod"; export declare const a: z.ZodString;' };
  expect(problems(files, { dependencies: { zod: '^4.0.0' } })).toEqual(['dist/index.d.ts names types of zod, which is no peer']);
  expect(problems(files, { peerDependencies: { zod: '^4.0.0' } })).toEqual([]);
});
