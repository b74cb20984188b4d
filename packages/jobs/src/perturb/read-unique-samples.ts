import { type ReadSamplesOptions, RecordError, readSamples } from '@tldr-rm/datasets';
import { IdIndex } from '@tldr-rm/files';
import { JsonlError, type Sample, shorten } from '@tldr-rm/schema';
import type { LineSkipper } from '../skip-lines';

/**
 * The samples of a file, each with an id of its own; what cannot be used, or repeats an id, goes to the skipper.
 *
 * @throws {JsonlError | RecordError} naming the place, if a record is broken or repeats an id, and the job is to stop there.
 */
export async function* readUniqueSamples(
  path: string,
  options: ReadSamplesOptions & { name: string },
  skipper: LineSkipper,
): AsyncGenerator<Sample> {
  const ids = new IdIndex();
  const onBadRecord = (error: JsonlError | RecordError): Promise<void> => skipper.skip(error);
  for await (const { sample, position } of readSamples(path, { ...options, onBadRecord })) {
    if (position.unit === 'line' && skipper.has(position.number)) continue;
    const earlier = ids.add(sample.id, position.number);
    if (earlier !== undefined) {
      const problem = `the id "${shorten(sample.id)}" stands in ${position.unit} ${earlier} too. Give every sample its own id.`;
      const error =
        position.unit === 'line'
          ? new JsonlError(options.name, position.number, problem)
          : new RecordError(options.name, position, problem);
      await skipper.skip(error, sample.id);
      continue;
    }
    yield sample;
  }
}
