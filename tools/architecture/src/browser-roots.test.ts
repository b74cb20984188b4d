import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { BROWSER_ROOTS } from './arrows';
import { KNOWN_NODE_ROOTS } from './known-offenders';
import { ROOT } from './workspace';

describe('roots that run in a browser', () => {
  test.each(BROWSER_ROOTS.filter((name) => existsSync(join(ROOT, 'packages', name))))('%s', async (name) => {
    const builtins = await nodeModulesOf(join(ROOT, 'packages', name, 'src/index.ts'));
    if (KNOWN_NODE_ROOTS.includes(name)) expect(builtins).not.toEqual([]);
    else expect(builtins).toEqual([]);
  });
});

/** Packages with native parts, which only Node.js loads. */
const NATIVE = ['onnxruntime-node', 'sharp', 'tokenizers'];

/** Modules of Node.js, and packages with native parts, that a browser's bundle of a file would hold. */
async function nodeModulesOf(entry: string): Promise<string[]> {
  const found = new Set<string>();
  await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    conditions: ['@tldr-rm/source', 'browser'],
    logLevel: 'silent',
    plugins: [
      {
        name: 'note-node-modules',
        setup({ onResolve }) {
          onResolve({ filter: /.*/ }, ({ path }) => {
            if (!isBuiltin(path) && !NATIVE.includes(path)) return undefined;
            found.add(path);
            return { path, external: true };
          });
        },
      },
    ],
  });
  return [...found].sort();
}
