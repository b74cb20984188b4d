import { z } from 'zod';
import { leaveOut, parseRecord, RecordError } from '../record-error';
import { shortened } from '../shortened';
import { readJsonElements } from './json-elements';
import type { RawSample, ReadContext } from './raw-sample';
import { recordId } from './record-id';
import { uniqueIds } from './unique-ids';

const imageSchema = z.object({ id: recordId, file_name: z.string().min(1) });

const annotationSchema = z.object({ id: recordId, image_id: recordId, caption: z.string() });

/**
 * Captions as COCO gives them (https://cocodataset.org/#format-data): `images` with names, `annotations` with captions. Names are held in memory (118 thousand in COCO
 * 2017), captions are not. Where captions come before images, the file is read twice. An image may be listed twice under one name, as in files that were put
 * together from others.
 */
export async function* readCocoCaptions(context: ReadContext): AsyncGenerator<RawSample> {
  const { source, path, prompt, placeImage, onRead, onBadRecord } = context;
  const names = new Map<string, string>();
  const addName = (value: unknown, number: number): void => {
    const position = { unit: 'record', number } as const;
    const { id, file_name } = parseRecord(imageSchema, value, context, position);
    const known = names.get(id) ?? file_name;
    if (known !== file_name) {
      const both = `${shortened(known)} and ${shortened(file_name)}`;
      throw new RecordError(path, position, `image ${shortened(id)} is listed twice, as ${both}. Give every image its own id.`);
    }
    names.set(id, file_name);
  };
  const assertUnique = uniqueIds(path);
  let allNamesKnown = false;
  let captions = 0;
  for await (const { array, number, value } of readJsonElements({ source, path }, ['images', 'annotations'], onRead)) {
    if (array === 'images') {
      addName(value, number);
      continue;
    }
    captions += 1;
    const position = { unit: 'record', number: captions } as const;
    let annotation: z.infer<typeof annotationSchema>;
    try {
      annotation = parseRecord(annotationSchema, value, context, position);
      assertUnique(annotation.id, position);
    } catch (error) {
      await leaveOut(error, onBadRecord);
      continue;
    }
    const { id, image_id, caption } = annotation;
    if (!names.has(image_id) && !allNamesKnown) {
      for await (const element of readJsonElements({ source, path }, ['images'])) addName(element.value, element.number);
      allNamesKnown = true;
    }
    const image = names.get(image_id);
    if (image === undefined) {
      const problem = `caption ${shortened(id)} is of image ${shortened(image_id)}, which "images" does not list`;
      await leaveOut(new RecordError(path, position, problem), onBadRecord);
      continue;
    }
    yield { position, value: { id, image: placeImage(image), prompt, response: caption } };
  }
}
