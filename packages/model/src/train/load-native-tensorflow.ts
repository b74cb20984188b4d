import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { BACKEND_NAME } from '@tldr-rm/tfjs-ort';
import { inputError, internalError } from '../errors';
import { restoreRemovedUtilities } from './restore-removed-utilities';

/** The name under which both packages register their backend. */
export const NATIVE_BACKEND_NAME = 'tensorflow';

type NativePackage = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';

/** What each package needs, for people who do not have it. */
const REQUIREMENTS: Record<NativePackage, string> = {
  '@tensorflow/tfjs-node': 'On Linux, macOS and Windows',
  '@tensorflow/tfjs-node-gpu': 'On Linux and Windows (x64), with an NVIDIA GPU, CUDA 11.2 and cuDNN 8.1',
};

const VERSION = '4.22.0';

/** Modules of CommonJS, as the packages are. Unlike `import` it also looks into the folders of NODE_PATH, where a package built from source may be. */
const require = createRequire(import.meta.url);

/**
 * Loads a package that registers the backend `tensorflow`.
 *
 * The package brings TensorFlow.js along in one file, so a second copy of its core is loaded. Both copies keep backends, kernels and gradients in the same global
 * registry, so each sees the other's.
 *
 * @throws {InputError} with code BACKEND_NOT_INSTALLED, if the package is missing.
 * @throws {TldrError} with code BACKEND_LOAD_FAILED, if it is there and cannot be loaded.
 */
export function loadNativeTensorFlow(name: NativePackage): void {
  const path = resolve(name);
  restoreRemovedUtilities();
  try {
    withoutReplacingRegistrations(() => require(path));
  } catch (error) {
    throw internalError(
      'BACKEND_LOAD_FAILED',
      `${path}: ${name} is installed but does not load: ${error instanceof Error ? error.message : error}\n` +
        `If its install script did not run (pnpm and --ignore-scripts leave it out), run it: npm rebuild ${name}. The default backend, ort, needs no such package.`,
      { cause: error },
    );
  }
  if (!tf.findBackendFactory(NATIVE_BACKEND_NAME)) {
    throw internalError(
      'BACKEND_LOAD_FAILED',
      `${path}: ${name} registered no backend '${NATIVE_BACKEND_NAME}' with TensorFlow.js core ${tf.version_core}. Install version ${VERSION} of it.`,
    );
  }
}

function resolve(name: NativePackage): string {
  try {
    return require.resolve(name);
  } catch (error) {
    throw inputError(
      'BACKEND_NOT_INSTALLED',
      `${name} is not installed. Install it beside this program: npm install ${name}@${VERSION} (with pnpm also: pnpm approve-builds). ` +
        `${REQUIREMENTS[name]}; Node 20 or newer. Its install script downloads libtensorflow, some hundred megabytes, from storage.googleapis.com. ` +
        'The default backend, ort, needs none of this.',
      { cause: error },
    );
  }
}

/**
 * The packages register the kernels of backend `cpu` and all gradients a second time, with a warning for each kernel. Those that were there stay in force, so that
 * every backend trains by the same formulas, whatever was loaded before it.
 */
function withoutReplacingRegistrations(load: () => void): void {
  const kernels = tf.getKernelsForBackend('cpu');
  const gradients = tf.getKernelsForBackend(BACKEND_NAME).flatMap(({ kernelName }) => tf.getGradient(kernelName) ?? []);
  const isProduction = tf.env().getBool('PROD');
  tf.env().set('PROD', true);
  try {
    load();
    for (const kernel of kernels) tf.registerKernel(kernel);
    for (const gradient of gradients) tf.registerGradient(gradient);
  } finally {
    tf.env().set('PROD', isProduction);
  }
}
