import { z } from 'zod';
import { parseRecord } from '../record-error';
import { readJsonElements } from './json-elements';
import type { RawSample, ReadContext } from './raw-sample';

const imageQuestionsSchema = z.object({
  qas: z.array(z.object({ qa_id: z.number(), image_id: z.number(), question: z.string(), answer: z.string() })),
});

/**
 * Questions and answers as Visual Genome gives them (https://homes.cs.washington.edu/~ranjay/visualgenome/api.html): an array of images, each with its questions. The
 * file does not tell which of its two image folders a picture lies in, so images are named `IMAGE_ID.jpg`.
 */
export async function* readVisualGenome({ path, placeImage, onRead }: ReadContext): AsyncGenerator<RawSample> {
  for await (const { number, value } of readJsonElements(path, null, onRead)) {
    const position = { unit: 'record', number } as const;
    for (const { qa_id, image_id, question, answer } of parseRecord(imageQuestionsSchema, value, path, position).qas) {
      yield { position, value: { id: String(qa_id), image: placeImage(`${image_id}.jpg`), prompt: question, response: answer } };
    }
  }
}
