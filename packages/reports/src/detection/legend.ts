import { type Html, html } from '../html/html';

/** How to read the words of a page: colours, outlines, and where truth is known, underlines. */
export function legend(hasTruth: boolean): Html {
  return html`<ul class="legend">
<li>reward 0 <span class="scale"></span> 1</li>
<li><span class="word flagged" style="--doubt:0.9">word</span> called wrong by the detector</li>
${hasTruth && html`<li><span class="wrong">word</span> truly wrong</li>`}
<li>The list below a text has the reward of each word.</li>
</ul>`;
}
