import { z } from 'zod';
import { parseRecord, RecordError } from '../record-error';
import { readJsonElements } from './json-elements';
import type { RawSample, ReadContext } from './raw-sample';

const imageSchema = z.object({ id: z.union([z.number(), z.string()]), file_name: z.string().min(1) });

const annotationSchema = z.object({
  id: z.union([z.number(), z.string()]),
  image_id: z.union([z.number(), z.string()]),
  caption: z.string(),
});

/**
 * Captions as COCO gives them (https://cocodataset.org/#format-data): `images` with names, `annotations` with captions. Names are held in memory (118 thousand in COCO
 * 2017), captions are not. Where captions come before images, the file is read twice.
 */
export async function* readCocoCaptions({ path, prompt, placeImage, onRead }: ReadContext): AsyncGenerator<RawSample> {
  const names = new Map<number | string, string>();
  let allNamesKnown = false;
  let captions = 0;
  for await (const { array, number, value } of readJsonElements(path, ['images', 'annotations'], onRead)) {
    if (array === 'images') {
      const { id, file_name } = parseRecord(imageSchema, value, path, { unit: 'record', number });
      names.set(id, file_name);
      continue;
    }
    captions += 1;
    const position = { unit: 'record', number: captions } as const;
    const { id, image_id, caption } = parseRecord(annotationSchema, value, path, position);
    if (!names.has(image_id) && !allNamesKnown) {
      for await (const element of readJsonElements(path, ['images'])) {
        const image = parseRecord(imageSchema, element.value, path, { unit: 'record', number: element.number });
        names.set(image.id, image.file_name);
      }
      allNamesKnown = true;
    }
    const image = names.get(image_id);
    if (image === undefined) throw new RecordError(path, position, `caption ${id} is of image ${image_id}, which "images" does not list`);
    yield { position, value: { id: String(id), image: placeImage(image), prompt, response: caption } };
  }
}
