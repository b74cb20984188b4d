// Imported before the specs are: they are defined while they are imported, and need the framework's globals and the backend to run on.
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import { boot } from 'jasmine-core';
import { setOrtOptions } from '../options';
import { BACKEND_NAME } from '../register-backend';

boot();
// A machine that is busy with something else must not fail specs; some of them set a limit of their own.
Object.defineProperty(jasmine, 'DEFAULT_TIMEOUT_INTERVAL', { get: () => 600_000, set: () => undefined });
// Thousands of graphs of a few nodes, each run once.
setOrtOptions({ intraOpThreads: 1, graphOptimization: 'disabled', cacheSize: 8 });
setTestEnvs([{ name: BACKEND_NAME, backendName: BACKEND_NAME, isDataSync: true }]);
