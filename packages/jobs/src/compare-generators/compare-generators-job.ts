import { join } from 'node:path';
import { defineJob } from '../job/define-job';
import { detectorFiles } from '../paths/detector-files';
import { pathOf } from '../paths/standard-stream';
import { compareGeneratorsSpec } from './compare-generators-spec';
import { COMPARISON_FILES } from './comparison-files';

/** Has models write about pictures, and compares how much they hallucinate. Interrupted, the same spec goes on where it stopped; no server is asked twice for the same. */
export const compareGeneratorsJob = defineJob({
  name: 'compare-generators',
  description: 'Have models write about pictures, and compare how much they hallucinate.',
  spec: compareGeneratorsSpec,
  paths: async ({ generators, input, output, detector }) => ({
    inputs: { generators, input: pathOf(input), detector: await detectorFiles(detector) },
    outputs: Object.fromEntries(COMPARISON_FILES.map((name) => [name, join(output, name)])),
    filled: { output },
  }),
  work: async (asked, context) => (await import('./run-compare-generators')).runCompareGenerators(asked, context),
});
