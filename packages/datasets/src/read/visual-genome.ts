import { z } from 'zod';
import { leaveOut, parseRecord } from '../record-error';
import { readJsonElements } from './json-elements';
import type { RawSample, ReadContext } from './raw-sample';
import { recordId } from './record-id';
import { uniqueIds } from './unique-ids';

const imageQuestionsSchema = z.object({
  qas: z.array(z.object({ qa_id: recordId, image_id: recordId, question: z.string(), answer: z.string() })),
});

/**
 * Questions and answers as Visual Genome gives them (https://homes.cs.washington.edu/~ranjay/visualgenome/api.html): an array of images, each with its questions. The
 * file does not tell which of its two image folders a picture lies in, so images are named `IMAGE_ID.jpg`.
 */
export async function* readVisualGenome(context: ReadContext): AsyncGenerator<RawSample> {
  const { source, path, placeImage, onRead, onBadRecord } = context;
  const assertUnique = uniqueIds(path);
  for await (const { number, value } of readJsonElements({ source, path }, null, onRead)) {
    const position = { unit: 'record', number } as const;
    let questions: z.infer<typeof imageQuestionsSchema>['qas'];
    try {
      questions = parseRecord(imageQuestionsSchema, value, context, position).qas;
      for (const { qa_id } of questions) assertUnique(qa_id, position);
    } catch (error) {
      await leaveOut(error, onBadRecord);
      continue;
    }
    for (const { qa_id, image_id, question, answer } of questions) {
      yield { position, value: { id: qa_id, image: placeImage(`${image_id}.jpg`), prompt: question, response: answer } };
    }
  }
}
