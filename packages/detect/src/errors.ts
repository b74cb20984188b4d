import { InputError } from '@tldr-rm/schema';

/** The image of an item cannot be used: missing, not an image, cut off, or beyond a limit. `code` tells which. */
export class ImageError extends InputError {}

/** The prompt or the response of an item cannot be used: empty, or too long. `code` tells which. */
export class TextError extends InputError {}

/** The detector folder is missing, incomplete, damaged, or made for another version. `code` tells which. */
export class DetectorFolderError extends InputError {}

/** One item of a batch cannot be scored. The message and `code` are those of the cause, with the item's position before them. */
export class BatchItemError extends InputError {
  /** 0-based position in the list given to `detectBatch`. */
  readonly item: number;
  /** What was wrong, without the position. */
  readonly problem: InputError;

  constructor(item: number, problem: InputError) {
    super(problem.code, `item ${item}: ${problem.message}`, { cause: problem });
    this.item = item;
    this.problem = problem;
  }
}
