import { isBuiltin } from 'node:module';
import { build } from 'esbuild';

/** Packages with native parts, which only Node.js loads. */
const NATIVE = ['onnxruntime-node', 'sharp', 'tokenizers'];

export interface Bundle {
  /** JavaScript of a module. */
  code: string;
  /** Modules of Node.js, and packages with native parts, that it asks for. */
  nodeModules: string[];
}

/** What a browser gets of a file, from the sources of the packages. */
export async function bundleForBrowser(entry: string): Promise<Bundle> {
  const nodeModules = new Set<string>();
  const { outputFiles } = await build({
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
            nodeModules.add(path);
            return { path, external: true };
          });
        },
      },
    ],
  });
  return { code: outputFiles[0]!.text, nodeModules: [...nodeModules].sort() };
}
