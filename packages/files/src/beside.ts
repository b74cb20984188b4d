/** How far a run has come that writes an output. */
export const statePath = (output: string): string => `${output}.state.json`;

/** Lines that an output of another format is made of in the end. */
export const partialPath = (output: string): string => `${output}.partial.jsonl`;

/** Lines of the input that were left out, and why. */
export const skippedPath = (output: string): string => `${output}.skipped.jsonl`;

/** Folder of answers that were paid for. */
export const answersPath = (output: string): string => `${output}.answers`;
