import { readJsonl } from '@tldr-rm/files';
import { z } from 'zod';
import { leaveOut, parseRecord } from '../record-error';
import { ownKeys } from './own-keys';
import type { RawSample, ReadContext } from './raw-sample';
import { recordId } from './record-id';
import { uniqueIds } from './unique-ids';

const descriptionSchema = z.looseObject({ example_id: recordId, image_file: z.string().min(1), description: z.string() });

/** Descriptions as DOCCI gives them (https://google.github.io/docci/): JSONL, one picture a line. Its other keys, such as `split`, are kept. */
export async function* readDocci(context: ReadContext): AsyncGenerator<RawSample> {
  const { source, path, prompt, placeImage, onRead, onBadRecord } = context;
  const assertUnique = uniqueIds(path);
  for await (const { line, value } of readJsonl(source, z.unknown(), { onRead, name: path, onBadLine: onBadRecord })) {
    const position = { unit: 'line', number: line } as const;
    let record: z.infer<typeof descriptionSchema>;
    try {
      record = parseRecord(descriptionSchema, value, context, position);
      assertUnique(record.example_id, position);
    } catch (error) {
      await leaveOut(error, onBadRecord);
      continue;
    }
    const { example_id: id, image_file, description, ...others } = record;
    yield { position, value: { id, image: placeImage(image_file), prompt, response: description, ...ownKeys(others) } };
  }
}
