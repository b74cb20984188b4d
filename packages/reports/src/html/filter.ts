import { Html, html } from './html';

/** A choice of what is shown: everything, or what carries the class of an option. */
export interface Filter {
  /** Unique on the page; letters and hyphens. */
  name: string;
  /** Stands before the options. */
  legend: string;
  /** Classes of what they show, with names for people. Classes are letters, digits and hyphens. */
  options: readonly { className: string; label: string }[];
}

/** Radio buttons for a filter; `All` is chosen at first. */
export function renderFilter({ name, legend, options }: Filter): Html {
  const choice = (id: string, label: string, checked: boolean): Html =>
    html`<input type="radio" name="${name}" id="${id}"${new Html(checked ? ' checked' : '')}><label for="${id}">${label}</label>\n`;
  return html`<fieldset><legend>${legend}</legend>
${choice(`${name}-all`, 'All', true)}${options.map(({ className, label }) => choice(`${name}-${className}`, label, false))}
</fieldset>`;
}

/**
 * One rule for each option: while it is chosen, items of other classes are not shown. No script is needed.
 *
 * @param within selector of what holds the filter and its items.
 * @param item selector of the items.
 */
export function filterStyles({ name, options }: Filter, within: string, item: string): string {
  return options
    .map(({ className }) => `${within}:has(#${name}-${className}:checked) ${item}:not(.${className}) { display: none; }\n`)
    .join('');
}
