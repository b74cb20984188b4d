/** With these a spreadsheet takes a cell for a formula or skips to one (OWASP, "CSV Injection"); East Asian versions take the wide signs too. */
const BEGINS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** A text that others wrote as a cell of CSV, before quoting: a formula gets an apostrophe before it, as OWASP advises; numbers stay numbers. What no text may hold is replaced. */
export function csvText(text: string): string {
  const shown = text.replace(/[\p{Surrogate}\p{Control}]/gu, (character) => ('\t\n\r'.includes(character) ? character : '\ufffd'));
  return BEGINS_FORMULA.test(shown) && !NUMBER.test(shown) ? `'${shown}` : shown;
}
