import { type Detector, imageReference } from '@tldr-rm/detect';
import type { ResponseVerdicts } from '@tldr-rm/evaluate';
import { imageIdentity, resolveImage } from '@tldr-rm/files';
import type { Answer } from '@tldr-rm/language-models';
import type { Detection } from '@tldr-rm/schema';
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

/** Scores what a generator wrote. */
export async function judgeCaptions(
  questions: readonly Question[],
  answers: readonly Answer[],
  detector: Detector,
  advance: (count: number) => void,
): Promise<JudgedCaption[]> {
  const judged = questions.map((question, index): JudgedCaption => ({ question, answer: answers[index]!, detection: null }));
  const written = judged.filter(({ answer }) => answer.text.trim() !== '');
  advance(judged.length - written.length);
  for (let start = 0; start < written.length; start += BATCH) {
    const batch = written.slice(start, start + BATCH);
    const items = batch.map(({ question, answer }) => ({
      image: imageReference(question.image),
      prompt: question.prompt,
      response: answer.text,
    }));
    for (const [index, detection] of (await detector.detectBatch(items)).entries()) batch[index]!.detection = detection;
    advance(batch.length);
  }
  return judged;
}

/** The detector's verdicts at all levels. An empty caption has none. */
export function detectedVerdicts({ question, detection }: JudgedCaption): ResponseVerdicts {
  return {
    picture: imageIdentity(resolveImage(question.image, '.')),
    tokens: detection?.tokens.map(({ hallucinated }) => hallucinated) ?? [],
    sentences: detection?.sentences.map(({ hallucinated }) => hallucinated) ?? [],
    response: detection?.response.hallucinated ?? null,
  };
}
