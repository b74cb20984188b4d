import { taxonomySchema } from '@tldr-rm/schema';
import { z } from 'zod';
import { datasetSpec } from '../dataset-spec';
import { languageModelFields } from '../language-model/language-model-spec';
import { onErrorSpec } from '../skip-lines';

const count = z.number().int().positive();

const languageModelSpec = z.strictObject({
  ...languageModelFields,
  rewriteAnswers: z.boolean().default(false).describe('short answers to questions are first made sentences, which are the true text then'),
});

export type PerturbLanguageModelSpec = z.output<typeof languageModelSpec>;

export const perturbSpec = z
  .strictObject({
    input: z
      .string()
      .min(1)
      .describe('true samples: JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; "-" is the standard input'),
    output: z.string().min(1).describe('labelled samples to write; "-" is the standard output'),
    engine: z
      .enum(['scene', 'lexical', 'llm'])
      .default('scene')
      .describe('by the truth of a scene, by the words of any English text, or by asking a language model'),
    seed: z.number().int().nonnegative().describe('the same seed and samples give the same result'),
    taxonomy: taxonomySchema.optional().describe('only this kind of hallucination (default: any that can be applied)'),
    perSample: count.default(1).describe('negatives of each sample, each of another kind'),
    edits: count.optional().describe('changes in one text, at most (default: 1); not of the scene engine'),
    languageModel: languageModelSpec.optional().describe('of the engine "llm"'),
    ...datasetSpec,
    onError: onErrorSpec,
    overwrite: z.boolean().default(false).describe('start anew instead of going on where an earlier run stopped'),
  })
  .superRefine(({ taxonomy, perSample, engine, languageModel }, context) => {
    const refuse = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    if (taxonomy !== undefined && perSample > 1)
      refuse('perSample', 'makes negatives of different kinds, so it does not go with one taxonomy.');
    if (engine === 'llm' && languageModel === undefined) {
      refuse('languageModel', 'is missing. The engine "llm" needs a server (such as http://127.0.0.1:8000/v1) and a model on it.');
    }
    if (engine !== 'llm' && languageModel !== undefined) refuse('languageModel', 'goes with the engine "llm" alone.');
  });

export type PerturbSpec = z.output<typeof perturbSpec>;
