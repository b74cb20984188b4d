import { type ReadSamplesOptions, RecordError, readSamples } from '@tldr-rm/datasets';
import { IdIndex } from '@tldr-rm/files';
import { JsonlError, type Sample } from '@tldr-rm/schema';

/**
 * The samples of a file, each with an id of its own.
 *
 * @throws {JsonlError | RecordError} naming the place, if a record is broken or repeats an id.
 */
export async function* readUniqueSamples(path: string, options: ReadSamplesOptions & { name: string }): AsyncGenerator<Sample> {
  const ids = new IdIndex();
  for await (const { sample, position } of readSamples(path, options)) {
    const earlier = ids.add(sample.id, position.number);
    if (earlier !== undefined) {
      const problem = `the id "${sample.id}" stands in ${position.unit} ${earlier} too. Give every sample its own id.`;
      throw position.unit === 'line'
        ? new JsonlError(options.name, position.number, problem)
        : new RecordError(options.name, position, problem);
    }
    yield sample;
  }
}
