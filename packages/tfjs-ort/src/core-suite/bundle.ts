import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Modules that stay outside of the bundle: native code, and the test framework, which must exist once. */
const OUTSIDE = /^(onnxruntime-node|jasmine-core)(\/|$)/;

/** A part of esbuild's plugin interface. */
type OnResolve = (options: { filter: RegExp }, resolve: (module: { path: string }) => { path: string; external: boolean }) => void;

/**
 * Writes one script that registers backend `ort`, defines all specs of the installed TensorFlow.js core and runs them (see `entry.ts`). The package
 * ships its specs as modules which Node cannot import; they and this package's sources must share one copy of the library.
 */
export async function bundleCoreSuite(outfile: string): Promise<void> {
  // The bundler that tsup brings.
  const { build } = createRequire(require.resolve('tsup'))('esbuild') as { build: (options: object) => Promise<unknown> };
  const modules = (name: string) => path.join(path.dirname(require.resolve(`${name}/package.json`)), 'dist');
  const core = modules('@tensorflow/tfjs-core');
  await build({
    entryPoints: [fileURLToPath(new URL('entry.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // TensorFlow.js calls some of its modules free of side effects that are not.
    ignoreAnnotations: true,
    logLevel: 'error',
    alias: {
      '@tensorflow/tfjs-core/dist': core,
      '@tensorflow/tfjs-core': path.join(core, 'index.js'),
      '@tensorflow/tfjs-backend-cpu': path.join(modules('@tensorflow/tfjs-backend-cpu'), 'index.js'),
    },
    plugins: [
      {
        name: 'outside',
        setup({ onResolve }: { onResolve: OnResolve }) {
          onResolve({ filter: OUTSIDE }, ({ path: name }) => ({ path: require.resolve(name), external: true }));
        },
      },
    ],
  });
}
