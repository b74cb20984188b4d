import { type Html, html } from '../html/html';
import type { Verdict } from './caption-verdicts';

/** A verdict on a page, coloured by how far it is so. */
export function chip({ text, tone }: Verdict): Html {
  return html`<span class="chip ${tone}">${text}</span>`;
}
