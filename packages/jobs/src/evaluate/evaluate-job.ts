import { z } from 'zod';
import { defineJob } from '../job/define-job';
import { languageModelFields } from '../language-model/language-model-spec';
import { pagePath } from '../pages/page-path';
import { detectorFiles } from '../paths/detector-files';
import { folderFiles } from '../paths/folder-files';
import { pathOf } from '../paths/standard-stream';
import { onErrorSpec } from '../skip-lines';

const text = z.string().min(1);
const count = z.number().int().positive();

const spec = z.strictObject({
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

export type EvaluateSpec = z.output<typeof spec>;

/** Measures how well detectors, the likelihoods of a checkpoint, or a language model find the wrong words of labelled samples, and compares them. */
export const evaluateJob = defineJob({
  name: 'evaluate',
  description: 'Measure how well detectors find the wrong words of labelled samples, and compare them.',
  spec,
  paths: async ({ input, detectors, likelihoodOf, report, markdown, csv }) => ({
    inputs: {
      input: pathOf(input),
      detectors: (await Promise.all((detectors.length > 0 ? detectors : [undefined]).map(detectorFiles))).flat(),
      likelihoodOf: likelihoodOf === undefined ? undefined : await folderFiles(likelihoodOf),
    },
    outputs: { report: report === undefined ? undefined : pagePath(report), markdown, csv },
  }),
  work: async (asked, context) => (await import('./run-evaluate')).runEvaluate(asked, context),
});
