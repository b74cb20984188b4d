import { dirname } from 'node:path';
import { imageIdentity, imageText, readJsonl, resolveImage } from '@tldr-rm/files';
import { InputError, JsonlError, type Scene, sampleSchema } from '@tldr-rm/schema';

/** A picture and what generators are asked about it. */
export interface Question {
  id: string;
  /** As the samples file names it. */
  imageName: string;
  /** Path or data URI. */
  image: string;
  prompt: string;
  /** The truth about the picture, where it is known. */
  scene?: Scene | undefined;
}

/**
 * Reads what generators are to be asked: every prompt about every picture once, or one prompt about every picture.
 *
 * @param prompt asked instead of the samples' own.
 * @throws {JsonlError} naming file and line of a sample without a picture.
 * @throws {InputError} `NO_SAMPLES` if there is none.
 */
export async function readQuestions(data: string, prompt: string | undefined): Promise<Question[]> {
  const questions = new Map<string, Question>();
  for await (const { line, value: sample } of readJsonl(data, sampleSchema)) {
    if (sample.image === undefined) throw new JsonlError(data, line, 'the sample has no image. Generators need one to write about.');
    const image = resolveImage(sample.image, dirname(data));
    const asked = prompt ?? sample.prompt;
    const key = JSON.stringify([imageIdentity(image), asked]);
    if (!questions.has(key))
      questions.set(key, { id: sample.id, imageName: sample.image, image: imageText(image), prompt: asked, scene: sample.scene });
  }
  if (questions.size === 0) throw new InputError('NO_SAMPLES', `${data}: there are no samples in this file.`);
  return [...questions.values()];
}
