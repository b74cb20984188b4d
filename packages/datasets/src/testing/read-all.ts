import { type ReadSample, type ReadSamplesOptions, readSamples } from '../read/read-samples';

export async function readAll(path: string, options: ReadSamplesOptions = {}): Promise<ReadSample[]> {
  const all: ReadSample[] = [];
  for await (const sample of readSamples(path, options)) all.push(sample);
  return all;
}
