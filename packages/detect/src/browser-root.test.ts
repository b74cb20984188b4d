import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { expect, it } from 'vitest';

it('has a root that a browser can load: nothing in it asks for Node, ONNX Runtime or sharp', async () => {
  const asked: string[] = [];
  const notInBrowsers: Plugin = {
    name: 'not-in-browsers',
    setup(bundle) {
      bundle.onResolve({ filter: /.*/ }, ({ path, importer }) => {
        if (!isBuiltin(path) && !/^(onnxruntime-node|sharp|tokenizers)/.test(path)) return undefined;
        if (importer.includes('/packages/detect/')) asked.push(`${importer}: ${path}`);
        return { path, external: true };
      });
    },
  };
  const { outputFiles, metafile } = await build({
    stdin: { contents: "export * from '@tldr-rm/detect';", resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['@tldr-rm/source'],
    write: false,
    metafile: true,
    plugins: [notInBrowsers],
  });
  expect(asked).toEqual([]);
  expect(outputFiles[0]!.text).toContain('scoreWords');
  expect(Object.keys(metafile.inputs).filter((path) => path.includes('detect/src/node'))).toEqual([]);
});
