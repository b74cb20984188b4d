/** A piece of a page that is safe to put into another. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | string | number | false | null | undefined | readonly Part[];

/** Escapes a text so that it means itself, between tags and in quoted attributes. Characters that a page must not hold are replaced. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Surrogate}\p{Control}]/gu, (character) => ('\t\n\r'.includes(character) ? character : '\ufffd'))
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Template tag: what is put in is escaped, unless it is {@link Html} itself. Lists are joined; false, null and undefined are left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0]!;
  for (const [index, part] of parts.entries()) markup += partMarkup(part) + strings[index + 1]!;
  return new Html(markup);
}

function partMarkup(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (Array.isArray(part)) return part.map(partMarkup).join('');
  if (part === false || part === null || part === undefined) return '';
  return escapeHtml(String(part));
}
