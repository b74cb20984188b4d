import { BatchItemError, type Detector } from '@tldr-rm/detect';
import type { ResponseVerdicts } from '@tldr-rm/evaluate';
import { imageIdentity } from '@tldr-rm/files';
import type { Answer } from '@tldr-rm/language-models';
import { type Detection, JsonlError } from '@tldr-rm/schema';
import type { Question } from './question';

/** Captions that are scored at once. */
const BATCH = 64;

/** A caption with what the detector says of it. */
export interface JudgedCaption {
  question: Question;
  answer: Answer;
  /** Null where the caption is empty, so that nothing can be hallucinated. */
  detection: Detection | null;
}

export interface JudgeCaptionsOptions {
  detector: Detector;
  signal: AbortSignal;
  /** Called with the number of captions that are scored. */
  advance: (count: number) => void;
}

/**
 * Scores what a generator wrote.
 *
 * @throws {JsonlError} naming the line of a question that cannot be scored.
 */
export async function judgeCaptions(
  questions: readonly Question[],
  answers: readonly Answer[],
  file: string,
  { detector, signal, advance }: JudgeCaptionsOptions,
): Promise<JudgedCaption[]> {
  const judged = questions.map((question, index): JudgedCaption => ({ question, answer: answers[index]!, detection: null }));
  const written = judged.filter(({ answer }) => answer.text.trim() !== '');
  advance(judged.length - written.length);
  for (let start = 0; start < written.length; start += BATCH) {
    const batch = written.slice(start, start + BATCH);
    const items = batch.map(({ question, answer }) => ({ image: question.image, prompt: question.prompt, response: answer.text }));
    const detections = await detector.detectBatch(items, { signal }).catch((error) => {
      if (!(error instanceof BatchItemError)) throw error;
      throw new JsonlError(file, batch[error.item]!.question.line, error.problem.message, { cause: error.problem });
    });
    for (const [index, detection] of detections.entries()) batch[index]!.detection = detection;
    advance(batch.length);
  }
  return judged;
}

/** The detector's verdicts at all levels. An empty caption has none. */
export function detectedVerdicts({ question, detection }: JudgedCaption): ResponseVerdicts {
  return {
    picture: imageIdentity(question.image),
    tokens: detection?.tokens.map(({ hallucinated }) => hallucinated) ?? [],
    sentences: detection?.sentences.map(({ hallucinated }) => hallucinated) ?? [],
    response: detection?.response.hallucinated ?? null,
  };
}
