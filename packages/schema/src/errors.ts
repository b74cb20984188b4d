/** Base of every error this project throws on purpose. `code` is stable and scriptable; `message` says what was wrong, where, and what to do. */
export class TldrError extends Error {
  /** Stable identifier, such as `IMAGE_TOO_LARGE`. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The caller's input (a file, a line, a flag, an image, a text) cannot be used. The command line exits with 2. */
export class InputError extends TldrError {}

/** A line of a JSONL file is broken: not JSON, too long, or not of the expected shape. */
export class JsonlError extends InputError {
  readonly file: string;
  /** 1-based line number. */
  readonly line: number;

  constructor(file: string, line: number, problem: string, options?: { cause?: unknown }) {
    super('JSONL_LINE', `${file}:${line}: ${problem}`, options);
    this.file = file;
    this.line = line;
  }
}
