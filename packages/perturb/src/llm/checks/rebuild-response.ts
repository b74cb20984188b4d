import type { WordEdit } from '@tldr-rm/align';

/** A changed text that keeps the original's white space, and where its edits stand in it. */
export interface RebuiltResponse {
  text: string;
  /** What to add to an offset of the changed text within an edit; one number an edit. */
  shifts: number[];
}

/**
 * Writes the original with its edits made, so that whatever lies outside of them is the original's, to the last space and accent: models tidy white space up.
 */
export function rebuildResponse(original: string, changed: string, edits: readonly WordEdit[]): RebuiltResponse {
  const shifts: number[] = [];
  let text = '';
  for (let index = 0; index <= edits.length; index += 1) {
    const [last, next] = [edits[index - 1], edits[index]];
    const kept = original.slice(last?.original.end ?? 0, next?.original.start);
    const told = changed.slice(last?.changed.end ?? 0, next?.changed.start);
    const words = kept.trim();
    // Without a word in it, a stretch is the white space at one of the text's ends.
    if (words === '') text += kept;
    else text += space(last, leading(kept), leading(told)) + words + space(next, trailing(kept), trailing(told));
    if (next !== undefined) {
      shifts.push(text.length - next.changed.start);
      text += next.changed.text;
    }
  }
  return { text, shifts };
}

/** The white space at an edit's border: the original's, unless words and marks met or parted there. */
function space(edit: WordEdit | undefined, kept: string, told: string): string {
  if (edit === undefined) return kept;
  const replaces = edit.original.text !== '' && edit.changed.text !== '';
  return replaces && kept !== '' && told !== '' ? kept : told;
}

function leading(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

function trailing(text: string): string {
  return text.slice(text.trimEnd().length);
}
