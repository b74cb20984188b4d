import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', audit: 'src/audit/index.ts', lexical: 'src/lexical/index.ts', llm: 'src/llm/index.ts' },
  format: ['esm'],
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
});
