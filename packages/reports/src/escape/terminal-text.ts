/**
 * What a terminal would obey or hide rather than show: control characters (ESC begins a code, BS and CR overwrite), separators of lines, lone surrogates, and all
 * that takes no place, direction controls among it. Joiners and variation selectors stay, since scripts and emoji need them.
 */
const HIDDEN =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f])[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}\p{Default_Ignorable_Code_Point}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text that others wrote, on one line for a terminal: what would be obeyed or hidden is shown as text, such as `\x1b` or `\u202e`. */
export function terminalText(text: string): string {
  return text.replace(HIDDEN, (character) => NAMED[character] ?? codeOf(character.codePointAt(0)!));
}

/** The same with its lines kept. */
export function terminalLines(text: string): string {
  return text.split(/\r?\n/).map(terminalText).join('\n');
}

function codeOf(code: number): string {
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
