import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import { z } from 'zod';

const stages = z.array(z.string().min(1)).min(1);

/** How a detector and those that stand beside it are made from nothing. Files are relative to the recipe. */
export const recipeSchema = z.object({
  name: z.string().min(1),
  /** What the detector is trained on, for people who show it something else. */
  domain: z.string().min(1),
  /** Training configs, in the order in which they are run; `out` and `start` of each are relative to a folder of runs. */
  stages,
  /** The same for each baseline. A baseline may start from a checkpoint of the stages. */
  baselines: z.record(z.string().regex(/^[a-z0-9-]+$/), stages).default({}),
  /** Pictures of the validation split that thresholds and calibration are chosen on. */
  validation: z.object({ count: z.number().int().positive(), seed: z.number().int().nonnegative() }),
  /** Longest text, in tokens. */
  maximumLength: z.number().int().positive().default(96),
});

export type Recipe = z.infer<typeof recipeSchema>;

/**
 * Reads a recipe. The configs of the result are absolute.
 *
 * @throws {InputError} naming the file and each field that does not fit.
 */
export async function readRecipe(path: string): Promise<Recipe> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError('RECIPE_UNREADABLE', `${path}: cannot be read (${error.message})`, { cause: error });
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new InputError('RECIPE', `${path}: not valid JSON (${(error as Error).message})`, { cause: error });
  }
  const parsed = recipeSchema.safeParse(raw);
  if (!parsed.success) throw new InputError('RECIPE', `${path}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  const absolute = (configs: string[]): string[] => configs.map((config) => resolve(dirname(path), config));
  const { data } = parsed;
  const baselines = Object.fromEntries(Object.entries(data.baselines).map(([name, configs]) => [name, absolute(configs)]));
  return { ...data, stages: absolute(data.stages), baselines };
}
