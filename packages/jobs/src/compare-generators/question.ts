import { dirname } from 'node:path';
import { openImage } from '@tldr-rm/detect';
import { countLines, type ImageReference, imageIdentity, readJsonl, resolveImage } from '@tldr-rm/files';
import { InputError, JsonlError, type Scene, sampleSchema } from '@tldr-rm/schema';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import type { JobInput } from '../paths/open-paths';
import { type LineSkipper, nothingLeft } from '../skip-lines';

/** Side at which pictures are looked at to see whether they can be; generators see them larger. */
const CHECKED_SIDE = 16;

/** A picture and what generators are asked about it. */
export interface Question {
  id: string;
  /** Line of the samples file, for errors. */
  line: number;
  /** As the samples file names it. */
  imageName: string;
  image: ImageReference;
  prompt: string;
  /** The truth about the picture, where it is known. */
  scene?: Scene | undefined;
}

export interface ReadQuestionsOptions {
  input: JobInput;
  /** Asked instead of the samples' own. */
  prompt: string | undefined;
  skipper: LineSkipper;
}

/**
 * Reads what generators are to be asked: every prompt about every picture once, or one prompt about every picture. Each picture is opened, so that none is found to be
 * missing after answers were paid for.
 *
 * @throws {JsonlError} naming file and line of a sample without a picture that can be used, unless such lines are left out.
 * @throws {InputError} `NO_SAMPLES` if there is none.
 * @throws the reason of the signal.
 */
export async function readQuestions(
  { input, prompt, skipper }: ReadQuestionsOptions,
  { signal, onProgress }: Pick<OpenedContext, 'signal' | 'onProgress'>,
): Promise<Question[]> {
  const total = input.isFile ? await countLines(String(input.source)) : null;
  const stage = beginStage(onProgress, { stage: 'opening pictures', unit: 'samples', total });
  const questions = new Map<string, Question>();
  const opened = new Set<string>();
  const onBadLine = (error: JsonlError): Promise<void> => skipper.skip(error);
  for await (const { line, value: sample } of readJsonl(input.source, sampleSchema, { name: input.name, onBadLine })) {
    signal.throwIfAborted();
    stage.advance(1);
    const { id, image: imageName, scene } = sample;
    const refuse = (problem: string, cause?: unknown): Promise<void> =>
      skipper.skip(new JsonlError(input.name, line, problem, { cause }), id);
    if (imageName === undefined) {
      await refuse('the sample has no image. Generators need one to write about.');
      continue;
    }
    try {
      const image = resolveImage(imageName, dirname(input.base));
      const picture = imageIdentity(image);
      if (!opened.has(picture)) await (await openImage(image, CHECKED_SIDE)).decode();
      opened.add(picture);
      const asked = prompt ?? sample.prompt;
      const key = JSON.stringify([picture, asked]);
      if (!questions.has(key)) questions.set(key, { id, line, imageName, image, prompt: asked, scene });
    } catch (error) {
      if (!InputError.isInstance(error)) throw error;
      await refuse(error.message, error);
    }
  }
  if (questions.size === 0) throw nothingLeft(input.name, skipper.count);
  return [...questions.values()];
}
