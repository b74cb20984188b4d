import { scoreWords } from '@tldr-rm/detect';
import type { Detection } from '@tldr-rm/schema';
import stringWidth from 'string-width';
import { terminalText } from '../escape/terminal-text';
import type { Colours } from './colours';

/** Rewards below this are shown as doubtful where they are not called wrong. */
const DOUBTFUL = 0.9;

/** A stretch of a response to be painted: offsets in UTF-16. */
interface Stretch {
  start: number;
  end: number;
}

/**
 * Paints a response for a terminal: flagged words red, doubtful ones yellow, words that are truly wrong underlined. Where there are no colours, flagged words
 * stand in brackets and wrong ones between underscores. What a terminal would obey is shown as text.
 * Lines are broken at `width` columns, and all but the first begin with `indent` spaces.
 */
export function paintWords(
  response: string,
  tokens: Detection['tokens'],
  colours: Colours,
  { truth = [], width = 100, indent = 0 }: { truth?: readonly Stretch[]; width?: number; indent?: number } = {},
): string {
  const words = scoreWords(response, tokens);
  const lines: string[] = [];
  let line = '';
  let column = 0;
  let at = 0;
  for (const piece of piecesOf(response)) {
    let painted = '';
    let length = 0;
    const inPiece: typeof words = [];
    while (at < words.length && words[at]!.start < piece.end) inPiece.push(words[at++]!);
    for (const [index, word] of inPiece.entries()) {
      const wrong = truth.some((stretch) => stretch.start < word.end && stretch.end > word.start);
      const { text, width: columns } = paintWord(word, wrong, neighbours(words, at - inPiece.length + index), colours);
      painted += text;
      length += columns;
    }
    if (column > 0 && column + 1 + length > width - indent) {
      lines.push(line);
      line = '';
      column = 0;
    }
    line += column > 0 ? ` ${painted}` : painted;
    column += length + (column > 0 ? 1 : 0);
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

type Word = ReturnType<typeof scoreWords>[number];

/** `width` is in columns of a terminal, without what paints. */
function paintWord(
  { text, reward, hallucinated }: Word,
  wrong: boolean,
  { before, after }: { before: boolean; after: boolean },
  colours: Colours,
): { text: string; width: number } {
  const shown = terminalText(text);
  if (colours.isColorSupported) {
    const styled = wrong ? colours.underline(shown) : shown;
    const painted = hallucinated ? colours.bold(colours.red(styled)) : reward < DOUBTFUL ? colours.yellow(styled) : styled;
    return { text: painted, width: stringWidth(shown) };
  }
  const open = `${hallucinated && !before ? '[' : ''}${wrong ? '_' : ''}`;
  const close = `${wrong ? '_' : ''}${hallucinated && !after ? ']' : ''}`;
  return { text: `${open}${shown}${close}`, width: open.length + stringWidth(shown) + close.length };
}

/** Whether the words beside a word are flagged too, so that brackets close around all of them. */
function neighbours(words: readonly Word[], index: number): { before: boolean; after: boolean } {
  return { before: words[index - 1]?.hallucinated ?? false, after: words[index + 1]?.hallucinated ?? false };
}

/** What stands between white space. */
function piecesOf(response: string): Stretch[] {
  return Array.from(response.matchAll(/\S+/gu), (match) => ({ start: match.index, end: match.index + match[0].length }));
}
