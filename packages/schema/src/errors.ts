/** Markers that errors of this project carry, so that they are recognized also where two copies of this package are installed, which `instanceof` does not do. */
const TLDR_ERROR = Symbol.for('tldr-rm.error');
const INPUT_ERROR = Symbol.for('tldr-rm.error.input');
const JSONL_ERROR = Symbol.for('tldr-rm.error.jsonl');

/** Base of every error this project throws on purpose. `code` is stable and scriptable; `message` says what was wrong, where, and what to do. */
export class TldrError<Code extends string = string> extends Error {
  static {
    mark(TldrError, TLDR_ERROR);
  }

  /** Stable identifier, such as `IMAGE_TOO_LARGE`. */
  readonly code: Code;

  constructor(code: Code, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }

  /** Whether a caught value is an error of this project, whichever copy of the package it comes from. */
  static isInstance(value: unknown): value is TldrError {
    return isMarked(value, TLDR_ERROR);
  }
}

/** The caller's input (a file, a line, a flag, an image, a text) cannot be used. The command line exits with 2. */
export class InputError<Code extends string = string> extends TldrError<Code> {
  static {
    mark(InputError, INPUT_ERROR);
  }

  /** Whether a caught value is an {@link InputError}, whichever copy of the package it comes from. */
  static override isInstance(value: unknown): value is InputError {
    return isMarked(value, INPUT_ERROR);
  }
}

/** A line of a JSONL file is broken: not JSON, too long, or not of the expected shape. */
export class JsonlError extends InputError<'JSONL_LINE'> {
  static {
    mark(JsonlError, JSONL_ERROR);
  }

  readonly file: string;
  /** 1-based line number. */
  readonly line: number;

  constructor(file: string, line: number, problem: string, options?: { cause?: unknown }) {
    super('JSONL_LINE', `${file}:${line}: ${problem}`, options);
    this.file = file;
    this.line = line;
  }

  /** Whether a caught value is a {@link JsonlError}, whichever copy of the package it comes from. */
  static override isInstance(value: unknown): value is JsonlError {
    return isMarked(value, JSONL_ERROR);
  }
}

/** On the prototype, so that every instance and subclass has it and no comparison of errors sees it. */
function mark({ prototype }: { prototype: Error }, marker: symbol): void {
  Object.defineProperty(prototype, marker, { value: true });
}

function isMarked(value: unknown, marker: symbol): boolean {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[marker] === true;
}
