// The script of the child process that runs TensorFlow.js' specs; `bundle.ts` makes it one file. Its argument is the file for the results.
import './environment';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/tests';
import { writeFileSync } from 'node:fs';
import type { SpecResult } from './compare';

const results: SpecResult[] = [];
const environment = jasmine.getEnv();
environment.configure({ random: false });
environment.addReporter({
  specDone({ fullName, status, failedExpectations }) {
    results.push({ name: fullName, status, message: failedExpectations[0]?.message ?? '' });
  },
});
environment.execute().then(() => {
  writeFileSync(process.argv[2]!, JSON.stringify(results));
  process.exit(0);
});
