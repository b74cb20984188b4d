import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Every workspace folder is one project, named like its package. Packages resolve to each other's sources, so tests need no build
// (the command-line tests run the built binary, and `npm test` builds first).
const folders = ['packages', 'apps', 'tools']
  .flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`))
  .concat('examples')
  .filter((folder) => existsSync(`${folder}/package.json`) && existsSync(`${folder}/tsconfig.json`));

/** Packages whose modules keep nothing that one file of tests could leave for another: their files share loaded modules, since loading takes longer than many tests. */
const SHARING_MODULES = new Set(
  ['schema', 'random', 'files', 'align', 'datasets', 'scenes', 'perturb', 'evaluate', 'language-models', 'reports', 'jobs']
    .map((name) => `packages/${name}`)
    .concat('apps/cli'),
);

export default defineConfig({
  test: {
    // One more than by default: the main process has little to do.
    maxWorkers: availableParallelism(),
    projects: folders.map((folder) => ({
      resolve: { conditions: ['@tldr-rm/source'] },
      ssr: { resolve: { conditions: ['@tldr-rm/source', 'node', 'import', 'default'] } },
      test: {
        name: folder === 'examples' ? 'examples' : `@tldr-rm/${folder.split('/')[1]}`,
        root: folder,
        include: ['**/*.test.ts'],
        exclude: ['**/node_modules/**', '**/dist/**'],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        pool: 'forks' as const,
        isolate: !SHARING_MODULES.has(folder),
      },
    })),
  },
});
