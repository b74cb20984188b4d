import { InputError, TldrError } from '@tldr-rm/schema';

export type ImageErrorCode =
  | 'IMAGE_DAMAGED'
  | 'IMAGE_DATA_URI'
  | 'IMAGE_FILE_TOO_LARGE'
  | 'IMAGE_FORMAT'
  | 'IMAGE_MISSING'
  | 'IMAGE_NOT_A_FILE'
  | 'IMAGE_RAW'
  | 'IMAGE_TOO_LARGE'
  | 'IMAGE_UNREADABLE'
  | 'IMAGE_UNTAGGED'
  | 'IMAGE_URL';

export type TextErrorCode = 'PROMPT_TOO_LONG' | 'RESPONSE_EMPTY' | 'TEXT_MISSING' | 'TEXT_TOO_LONG';

export type DetectorFolderErrorCode =
  | 'DETECTOR_CHECKSUM'
  | 'DETECTOR_FILE_MISSING'
  | 'DETECTOR_MANIFEST'
  | 'DETECTOR_MISSING'
  | 'DETECTOR_MODEL'
  | 'DETECTOR_VERSION';

export type DetectorErrorCode = 'DETECTOR_CLOSED' | 'DETECTOR_RUN' | 'DETECTOR_THREAD';

/** The image of an item cannot be used: missing, not an image, cut off, or beyond a limit. `code` tells which. */
export class ImageError extends InputError {
  declare readonly code: ImageErrorCode;

  constructor(code: ImageErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
  }
}

/** The prompt or the response of an item cannot be used: empty, or too long. `code` tells which. */
export class TextError extends InputError {
  declare readonly code: TextErrorCode;

  constructor(code: TextErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
  }
}

/** The detector folder is missing, incomplete, damaged, or made for another version. `code` tells which. */
export class DetectorFolderError extends InputError {
  declare readonly code: DetectorFolderErrorCode;

  constructor(code: DetectorFolderErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
  }
}

/** The detector was closed before it came to a call (`DETECTOR_CLOSED`), its thread ended (`DETECTOR_THREAD`), or one of its models failed (`DETECTOR_RUN`). */
export class DetectorError extends TldrError {
  declare readonly code: DetectorErrorCode;

  constructor(code: DetectorErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
  }
}

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

export function detectorClosed(): DetectorError {
  return new DetectorError('DETECTOR_CLOSED', 'the detector is closed. Load it again, or close it after the last call.');
}
