import {
  createSampleWriter,
  type OutputFormat,
  type ReadSamplesOptions,
  type RecordError,
  readSamples,
  type WrittenSamples,
} from '@tldr-rm/datasets';
import { moveImageReference } from '@tldr-rm/files';
import { InputError, type JsonlError } from '@tldr-rm/schema';
import { InterruptedError } from '../job/interrupted-error';
import type { JobOutput } from '../paths/open-paths';
import type { RereadableInput } from '../paths/open-rereadable';
import { type LineSkipper, nothingLeft } from '../skip-lines';

export interface ConvertFileOptions {
  input: Pick<RereadableInput, 'path' | 'name' | 'base'>;
  output: Pick<JobOutput, 'target' | 'name' | 'base'>;
  format: OutputFormat;
  reading: Omit<ReadSamplesOptions, 'name' | 'base'>;
  /** Of `label-studio`: spans are annotations instead of predictions. */
  asAnnotations?: boolean;
  /** Where records go that cannot be used; the first ends it if not given. */
  skipper?: LineSkipper;
  signal?: AbortSignal;
}

/**
 * Writes the samples of one file into another, which appears once it is complete. Images are referred to from where the output lies.
 *
 * @throws {InterruptedError} if the signal came; there is no output then.
 * @throws {InputError} `NO_SAMPLES` if there is nothing to write; and what reading and writing throw.
 */
export async function convertFile({
  input,
  output,
  format,
  reading,
  asAnnotations = false,
  skipper,
  signal,
}: ConvertFileOptions): Promise<WrittenSamples> {
  const writer = await createSampleWriter(output.target, { format, asAnnotations });
  try {
    const onBadRecord = skipper && ((error: JsonlError | RecordError) => skipper.skip(error));
    for await (const { sample } of readSamples(input.path, { ...reading, name: input.name, base: input.base, onBadRecord })) {
      if (signal?.aborted) throw new InterruptedError(`${output.name}: stopped before it was complete, so nothing was written.`);
      await writer.write([
        sample.image === undefined ? sample : { ...sample, image: moveImageReference(sample.image, input.base, output.base) },
      ]);
    }
    const { records, leftOut } = writer.written;
    if (records === 0) {
      if (leftOut === 0) throw nothingLeft(input.name, skipper?.count ?? 0);
      throw new InputError('NO_SAMPLES', `${input.name}: none of its ${leftOut} samples has what ${format} needs.`);
    }
  } catch (error) {
    await writer.discard();
    throw error;
  }
  return writer.close();
}
