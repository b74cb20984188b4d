/** A stretch of a text, UTF-16, half-open. */
export interface TextRange {
  start: number;
  end: number;
}

/** Where quoted phrases stand, and how many stand nowhere. */
export interface LocatedQuotes {
  ranges: TextRange[];
  notFound: number;
}

/**
 * Finds phrases in the text that they were quoted from: letter by letter or, where a phrase is not found so, without regard to case, white space, kinds of quotation
 * marks and what stands around it (quotation marks, a full stop). Whole words go before parts of words. A phrase that is quoted several times is found in as many places.
 */
export function locateQuotes(text: string, quotes: readonly string[]): LocatedQuotes {
  const exact = asIs(text);
  const folded = fold(text);
  const ranges: TextRange[] = [];
  let notFound = 0;
  for (const quote of quotes) {
    const range = find(exact, quote, ranges) ?? find(folded, trimmed(fold(quote).text), ranges);
    if (range === null) notFound += 1;
    else ranges.push(range);
  }
  return { ranges, notFound };
}

/** A text to search, and where each of its units stands in the text that it was made of. */
interface Searchable {
  text: string;
  starts: number[];
  ends: number[];
}

function asIs(text: string): Searchable {
  const places = Array.from({ length: text.length }, (_, index) => index);
  return { text, starts: places, ends: places.map((index) => index + 1) };
}

/** Small letters, single spaces, straight quotation marks. */
function fold(text: string): Searchable {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = foldUnit(text[index]!);
    if (unit === ' ' && units.at(-1) === ' ') {
      ends[ends.length - 1] = index + 1;
      continue;
    }
    units.push(unit);
    starts.push(index);
    ends.push(index + 1);
  }
  return { text: units.join(''), starts, ends };
}

function foldUnit(unit: string): string {
  if (/\s/.test(unit)) return ' ';
  if (/[\u2018\u2019\u201b\u2032]/.test(unit)) return "'";
  if (/[\u201c-\u201f\u00ab\u00bb]/.test(unit)) return '"';
  const small = unit.toLowerCase();
  // Some capitals have two small letters; offsets would no longer fit.
  return small.length === 1 ? small : unit;
}

/** Without what models put around a quotation. */
function trimmed(quote: string): string {
  return quote.replace(/^[\s"'.…]+|[\s"'.,;:…]+$/gu, '');
}

/** The first place of a phrase that does not overlap what is taken: one between words, if there is one. */
function find({ text, starts, ends }: Searchable, phrase: string, taken: readonly TextRange[]): TextRange | null {
  if (phrase.trim() === '') return null;
  let within: TextRange | null = null;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const range = { start: starts[at]!, end: ends[at + phrase.length - 1]! };
    if (taken.some((other) => other.start < range.end && other.end > range.start)) continue;
    if (!joins(text[at - 1], text[at]) && !joins(text[at + phrase.length - 1], text[at + phrase.length])) return range;
    within ??= range;
  }
  return within;
}

/** Whether two neighbouring units belong to one word. */
function joins(left: string | undefined, right: string | undefined): boolean {
  const isOfWord = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}\p{M}]/u.test(unit);
  return isOfWord(left) && isOfWord(right);
}
