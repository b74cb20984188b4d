import { readFile } from 'node:fs/promises';
import type { EngineSummary } from '@tldr-rm/perturb/audit';
import { InputError } from '@tldr-rm/schema';
import { z } from 'zod';

const count = z.number().int().nonnegative();

const reasonsSchema = z.object({ accepted: count, rejected: z.record(z.string(), count) });

/** What `tldr-rm perturb --json` prints. A language model's answers are counted one by one: several may be rejected for one sample. */
const perturbSummarySchema = z
  .object({
    written: count,
    withoutScene: count.optional(),
    notApplicable: count.optional(),
    usage: z.object({ rejected: z.record(z.string(), count) }).optional(),
  })
  .transform(({ written, withoutScene = 0, notApplicable = 0, usage }): EngineSummary => {
    const answers = Object.entries(usage?.rejected ?? {}).map(([reason, times]) => [`answer rejected: ${reason}`, times]);
    return {
      accepted: written,
      rejected: { 'no scene or claims': withoutScene, 'not applicable': notApplicable, ...Object.fromEntries(answers) },
    };
  });

/**
 * Reads what an engine told about its run: `{ accepted, rejected: { reason: count } }`, or the summary of `tldr-rm perturb --json`.
 *
 * @throws {InputError} `FILE_UNREADABLE`, or `BAD_SUMMARY` if it is neither.
 */
export async function readEngineSummary(path: string): Promise<EngineSummary> {
  const text = await readFile(path, 'utf8').catch((error: Error): never => {
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${error.message}).`, { cause: error });
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new InputError('BAD_SUMMARY', `${path}: not valid JSON (${(error as Error).message}).`, { cause: error });
  }
  const parsed = z.union([reasonsSchema, perturbSummarySchema]).safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new InputError(
    'BAD_SUMMARY',
    `${path}: not a summary. Give {"accepted": 9, "rejected": {"reason": 1}}, or the summary of the job "perturb".`,
  );
}
