import { defineJob } from '../job/define-job';
import { pagePath } from '../pages/page-path';
import { detectorFiles } from '../paths/detector-files';
import { folderFiles } from '../paths/folder-files';
import { pathOf } from '../paths/standard-stream';
import { evaluateSpec } from './evaluate-spec';

/** Measures how well detectors, the likelihoods of a checkpoint, or a language model find the wrong words of labelled samples, and compares them. */
export const evaluateJob = defineJob({
  name: 'evaluate',
  description: 'Measure how well detectors find the wrong words of labelled samples, and compare them.',
  spec: evaluateSpec,
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
