/** Written text in quotation marks; offsets without the marks. */
export interface Quote {
  start: number;
  end: number;
}

/** Longer stretches between two quotation marks are not text on a sign, but marks that do not belong together. */
const MAX_QUOTE_LENGTH = 120;

/** What stands in quotation marks, double or single, in a text with plain ones. */
export function findQuotes(plain: string): Quote[] {
  const quotes: Quote[] = [];
  const mark = /"|(?<![A-Za-z0-9])'(?=[A-Za-z0-9])/g;
  for (let open = mark.exec(plain); open !== null; open = mark.exec(plain)) {
    const start = open.index + 1;
    const close = open[0] === '"' ? plain.indexOf('"', start) : closingApostrophe(plain, start);
    if (close === -1 || close - start > MAX_QUOTE_LENGTH) continue;
    if (close > start) quotes.push({ start, end: close });
    mark.lastIndex = close + 1;
  }
  return quotes;
}

function closingApostrophe(plain: string, start: number): number {
  const close = /'(?![A-Za-z0-9])/g;
  close.lastIndex = start;
  return close.exec(plain)?.index ?? -1;
}
