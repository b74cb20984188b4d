import { readJsonl } from '@tldr-rm/files';
import type { AuditedSample } from '@tldr-rm/perturb/audit';
import { MAX_TEXT_LENGTH, withoutNulls } from '@tldr-rm/schema';
import { z } from 'zod';
import type { JobInput } from '../paths/open-paths';

const spanFields = z.object({
  start: z.number().int(),
  end: z.number().int(),
  label: z.string(),
  taxonomy: z.string().optional(),
  original: z.string().optional(),
});

const sampleFields = z.object({
  id: z.union([z.string().min(1), z.int().transform(String)]),
  image: z.string().optional(),
  prompt: z.string().max(MAX_TEXT_LENGTH),
  response: z.string().max(MAX_TEXT_LENGTH),
  original: z.string().max(MAX_TEXT_LENGTH).optional(),
  spans: z.array(z.preprocess((span) => withoutNulls(span, spanFields.shape), spanFields)).optional(),
  hallucinated: z.boolean().optional(),
});

/** A labelled line whose labels may be wrong: to find that is what the audit is for. Null is absent, as in every sample. Scenes and claims are not read. */
const auditedSampleSchema = z.preprocess((sample) => withoutNulls(sample, sampleFields.shape), sampleFields);

/**
 * Streams the samples of a file.
 *
 * @throws {JsonlError} naming file and line of what is no sample at all.
 */
export async function* readAuditedSamples(
  { source, name }: Pick<JobInput, 'source' | 'name'>,
  onRead: () => void,
): AsyncGenerator<AuditedSample> {
  for await (const { value } of readJsonl(source, auditedSampleSchema, { name })) {
    onRead();
    yield value;
  }
}
