import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { type EndpointSpec, endpointSpecSchema, writerSpecSchema } from '@tldr-rm/language-models';
import { InputError, shorten } from '@tldr-rm/schema';
import { z } from 'zod';

/** More generators than anybody compares; a longer list is a broken file. */
const MAXIMUM_GENERATORS = 1000;

const checkpointSpecSchema = writerSpecSchema.extend({
  /** Folder of a checkpoint, relative to the file that names it. Greedy without a temperature. */
  checkpoint: z.string().min(1),
  stop: z.array(z.string().min(1)).default([]),
  /** Deviation of noise on every weight matrix, as a share of the matrix's root mean square; drawn by the seed. */
  weightNoise: z.number().nonnegative().optional(),
});

const generatorsFileSchema = z.strictObject({
  generators: z
    .array(z.union([checkpointSpecSchema, endpointSpecSchema]))
    .min(1)
    .max(MAXIMUM_GENERATORS),
});

/** A local checkpoint with its decoding settings. */
export type CheckpointSpec = z.infer<typeof checkpointSpecSchema>;
/** Something that writes about pictures. */
export type GeneratorSpec = CheckpointSpec | EndpointSpec;

/**
 * Reads a file of generators; paths of checkpoints are resolved against its folder.
 *
 * @throws {InputError} `GENERATORS_FILE`, naming what is wrong and where.
 */
export async function readGenerators(path: string): Promise<GeneratorSpec[]> {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new InputError('GENERATORS_FILE', `${path}: ${problem}`, { cause });
  };
  const text = await readFile(path, 'utf8').catch((error: Error) => refuse(`cannot be read (${error.message}).`, error));
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    refuse(`not valid JSON (${(error as Error).message}).`, error);
  }
  const specs = parseSpecs(raw, refuse);
  const names = specs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(`two generators are called "${shorten(twice)}". Give each a name of its own.`);
  return specs.map((spec) =>
    'checkpoint' in spec && !isAbsolute(spec.checkpoint) ? { ...spec, checkpoint: join(dirname(path), spec.checkpoint) } : spec,
  );
}

/** Each entry is read as what it plainly is, so that the message speaks of that kind alone. */
function parseSpecs(raw: unknown, refuse: (problem: string) => never): GeneratorSpec[] {
  const entries = (raw as { generators?: unknown } | null)?.generators;
  if (!Array.isArray(entries)) return refuse('there is no list "generators".');
  for (const [index, entry] of entries.entries()) {
    const kind = entry !== null && typeof entry === 'object' && 'baseUrl' in entry ? endpointSpecSchema : checkpointSpecSchema;
    const { error } = kind.safeParse(entry);
    if (error) refuse(`generators[${index}]: ${z.prettifyError(error)}`);
  }
  const { data, error } = generatorsFileSchema.safeParse(raw);
  return data?.generators ?? refuse(z.prettifyError(error!));
}
