import type { Answer } from '../answers/answer';
import type { OpenedPicture } from '../pictures/picture';
import type { LanguageModelUsage } from '../usage-meter';

/** A question with its picture and the seed of what is drawn for it. */
export interface OpenedQuestion {
  picture: OpenedPicture;
  prompt: string;
  /** Whole number below 2^31; depends on the picture's content and the prompt alone. */
  seed: number;
}

/** A generator at work. */
export interface CaptionWriter {
  /** Side in pixels of the square, or the bounds, that pictures are opened for. */
  pictureSize: number;
  pictureFit: 'square' | 'inside';
  /** All that its texts depend on beside picture and prompt: texts are kept under it. Holds no key. */
  identity: unknown;
  /** How many questions it takes at once. */
  batch: number;
  /** Answers a batch, and hands out each answer when it is there. */
  write(
    questions: readonly OpenedQuestion[],
    onAnswer: (index: number, answer: Answer) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** What this run has asked for and paid, where something was. */
  usage?(): Omit<LanguageModelUsage, 'cached'>;
  close(): void;
}
