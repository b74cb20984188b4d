import { join } from 'node:path';
import { z } from 'zod';
import { defineJob } from '../job/define-job';
import { detectorFiles } from '../paths/detector-files';
import { pathOf } from '../paths/standard-stream';
import { onErrorSpec } from '../skip-lines';
import { COMPARISON_FILES } from './comparison-files';

const text = z.string().min(1);

const spec = z.strictObject({
  generators: text.describe('models with their settings (JSON): local checkpoints, OpenAI-compatible servers'),
  input: text.describe(
    'samples with pictures and prompts (JSONL); with "scene", the true rates are told as well; "-" is the standard input',
  ),
  output: text.describe('folder for captions, figures and the report; what was written stays there for a further run'),
  detector: text.optional().describe('folder or package of the detector (default: scenes-tiny, which comes along)'),
  prompt: z.string().optional().describe("ask this about every picture once, instead of the samples' own prompts"),
  threads: z.number().int().positive().optional().describe('threads for the detector to compute with (default: one a physical core)'),
  onError: onErrorSpec,
});

export type CompareGeneratorsSpec = z.output<typeof spec>;

/** Has models write about pictures, and compares how much they hallucinate. Interrupted, the same spec goes on where it stopped; no server is asked twice for the same. */
export const compareGeneratorsJob = defineJob({
  name: 'compare-generators',
  description: 'Have models write about pictures, and compare how much they hallucinate.',
  spec,
  paths: async ({ generators, input, output, detector }) => ({
    inputs: { generators, input: pathOf(input), detector: await detectorFiles(detector) },
    outputs: Object.fromEntries(COMPARISON_FILES.map((name) => [name, join(output, name)])),
    filled: { output },
  }),
  work: async (asked, context) => (await import('./run-compare-generators')).runCompareGenerators(asked, context),
});
