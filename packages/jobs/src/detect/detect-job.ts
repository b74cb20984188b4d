import { DEFAULT_PROMPT } from '@tldr-rm/schema';
import { z } from 'zod';
import { defineJob } from '../job/define-job';
import { detectorFiles } from '../paths/detector-files';
import { pathOf } from '../paths/standard-stream';
import { onErrorSpec } from '../skip-lines';

const text = z.string().min(1);

const imageSpec = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('path'), path: text }),
  z.strictObject({ type: z.literal('url'), url: text }),
  z.strictObject({ type: z.literal('data-uri'), uri: text }),
]);

/** One response, or a file of them. */
const spec = z
  .strictObject({
    image: imageSpec.optional().describe('what one response is about, such as {"type": "path", "path": "picture.png"}'),
    prompt: z.string().default(DEFAULT_PROMPT).describe('what was asked about the image'),
    response: z.string().optional().describe('one response to score'),
    input: text.optional().describe('samples (JSONL) to score, instead of one response; "-" is the standard input'),
    output: text.optional().describe('scored samples (JSONL) to write; "-" is the standard output'),
    detector: text.optional().describe('folder or package of the detector (default: scenes-tiny, which comes along)'),
    theta: z.number().min(0).max(1).optional().describe("call a token wrong below this reward (default: the detector's thresholds)"),
    threads: z.number().int().positive().optional().describe('threads to compute with (default: one a physical core)'),
    report: text.optional().describe('page to write that shows the pictures and the words with their rewards'),
    overwrite: z.boolean().default(false).describe('of a file: start anew instead of going on where an earlier run stopped'),
    onError: onErrorSpec,
  })
  .superRefine(({ image, response, input, output }, context) => {
    const refuse = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    if (input !== undefined) {
      if (image !== undefined) refuse('image', 'is of one response, and does not go with a file of them.');
      if (response !== undefined) refuse('response', 'is one response, and does not go with a file of them.');
      if (output === undefined) refuse('output', 'is missing. Say where the scored samples go.');
      return;
    }
    if (output !== undefined) refuse('output', 'goes with a file of samples alone.');
    if (image === undefined) refuse('image', 'is missing. Give an image and a response, or a file of samples.');
    else if (response === undefined) refuse('response', 'is missing. Give an image and a response, or a file of samples.');
  });

export type DetectSpec = z.output<typeof spec>;

/** Finds the wrong words of one response, or of a file of them. Interrupted, the same spec goes on where it stopped. */
export const detectJob = defineJob({
  name: 'detect',
  description: 'Find the words of a response that are wrong about an image.',
  spec,
  paths: async ({ image, input, output, detector, report }) => ({
    inputs: { image: image?.type === 'path' ? image.path : undefined, input: pathOf(input), detector: await detectorFiles(detector) },
    outputs: { output: pathOf(output), report },
  }),
  work: async (asked, context) => (await import('./run-detect')).runDetect(asked, context),
});
