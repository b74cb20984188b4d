import { readFile } from 'node:fs/promises';
import { modelConfigSchema, trainingConfigSchema } from '@tldr-rm/model';
import { InputError } from '@tldr-rm/schema';
import { z } from 'zod';
import { jsonlDataSchema } from './jsonl-data';
import { scenesDataSchema } from './scenes-data';

/** A training config. */
export const trainFileSchema = z.object({
  /** Folder of the run; a spec may name another. */
  out: z.string(),
  /** What is changed in the model of `start`; heads that it lacks start anew. */
  change: z
    .object({ rewardLevel: z.enum(['token', 'response']), taxonomyHead: z.boolean() })
    .partial()
    .optional(),
  /** Shape of a new model. `decoder.vocabularySize` is the size of its tokenizer. */
  model: modelConfigSchema.optional(),
  /** Checkpoint folder to start from instead of a new model, or several, from whose mean weights it starts. */
  start: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** Texts that a new tokenizer is trained on (scenes data), or a tokenizer.json to take. */
  tokenizer: z.union([z.object({ texts: z.number().int().positive() }), z.object({ file: z.string() })]).optional(),
  training: trainingConfigSchema,
  data: z.discriminatedUnion('kind', [scenesDataSchema, jsonlDataSchema]),
  /** Images of the validation split that are scored at each evaluation. */
  validationImages: z.number().int().positive().default(64),
});

export type TrainFile = z.infer<typeof trainFileSchema>;

/**
 * Reads and checks a training config file.
 *
 * @throws {InputError} naming the file and each field that does not fit.
 */
export async function readTrainFile(path: string): Promise<TrainFile> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError('CONFIG_UNREADABLE', `${path}: cannot be read (${error.message})`, { cause: error });
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new InputError('CONFIG_JSON', `${path}: not valid JSON (${(error as Error).message})`, { cause: error });
  }
  const parsed = trainFileSchema.safeParse(raw);
  if (!parsed.success) throw new InputError('CONFIG', `${path}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  if (!parsed.data.model === !parsed.data.start) {
    throw new InputError('CONFIG', `${path}: give either "model" (a new model) or "start" (a checkpoint to go on from)`);
  }
  return parsed.data;
}
