import { z } from 'zod';
import { languageModelFields } from '../language-model/language-model-spec';
import { onErrorSpec } from '../skip-lines';

const text = z.string().min(1);
const count = z.number().int().positive();

export const evaluateSpec = z.strictObject({
  input: text.describe('labelled samples (JSONL), as the job "perturb" writes them; "-" is the standard input'),
  detectors: z
    .array(text)
    .default([])
    .describe('folders or packages; several are compared with the first (default: scenes-tiny, if there is nothing else to evaluate)'),
  likelihoodOf: text.optional().describe('a baseline: how likely each token is to the language head of this checkpoint'),
  judge: z.strictObject(languageModelFields).optional().describe('language model, which must see pictures, that is asked what is wrong'),
  samples: count.optional().describe('only the first so many samples'),
  theta: z.number().min(0).max(1).optional().describe("call a token wrong below this reward (default: each detector's thresholds)"),
  threads: count.optional().describe('threads to compute with (default: one a physical core)'),
  resamples: z.number().int().nonnegative().optional().describe('of the bootstrap that gives 95 % intervals; 0 for none (default: 1000)'),
  seed: z.number().int().nonnegative().optional().describe('of the bootstrap (default: 1)'),
  report: text
    .optional()
    .describe('page with charts and the cases that went wrong: a file that ends in .html, or a folder that gets report.html'),
  markdown: text.optional().describe('file for the tables as Markdown'),
  csv: text.optional().describe('file for all figures as a table: detector, figure, value, low, high'),
  onError: onErrorSpec,
});

export type EvaluateSpec = z.output<typeof evaluateSpec>;
