import { z } from 'zod';
import { onErrorSpec } from '../skip-lines';

const text = z.string().min(1);

export const compareGeneratorsSpec = z.strictObject({
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

export type CompareGeneratorsSpec = z.output<typeof compareGeneratorsSpec>;
