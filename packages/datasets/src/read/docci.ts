import { readJsonl } from '@tldr-rm/files';
import { z } from 'zod';
import type { RawSample, ReadContext } from './raw-sample';

const descriptionSchema = z.object({ example_id: z.string(), image_file: z.string(), description: z.string() });

/** Descriptions as DOCCI gives them (https://google.github.io/docci/): JSONL, one picture a line. */
export async function* readDocci({ path, prompt, placeImage, onRead }: ReadContext): AsyncGenerator<RawSample> {
  for await (const { line, value } of readJsonl(path, descriptionSchema, { onRead })) {
    yield {
      position: { unit: 'line', number: line },
      value: { id: value.example_id, image: placeImage(value.image_file), prompt, response: value.description },
    };
  }
}
