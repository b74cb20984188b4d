import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'node-root': 'src/node-root.ts',
    node: 'src/node/index.ts',
    // A program of its own, which the others start by its name beside them.
    'detector-thread': 'src/node/thread/detector-thread.ts',
  },
  format: ['esm'],
  target: 'node20',
  dts: { entry: { index: 'src/index.ts', 'node-root': 'src/node-root.ts', node: 'src/node/index.ts' } },
  sourcemap: true,
  clean: true,
});
