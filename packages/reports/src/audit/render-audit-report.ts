import type { AuditExample, Distribution, Guessability, PerturbationAudit } from '@tldr-rm/perturb/audit';
import { barChart } from '../charts/bar-chart';
import { type HistogramBin, histogram } from '../charts/histogram';
import { intervalChart } from '../charts/interval-chart';
import { fileName } from '../file-name';
import { type Filter, filterStyles, renderFilter } from '../html/filter';
import { type Html, html } from '../html/html';
import { renderPage } from '../html/page';
import { renderPanel } from '../html/panel';
import { PANEL_STYLES } from '../html/panel-styles';
import { kindTitle } from '../taxonomy-titles';
import { AUDIT_STYLES } from './audit-styles';
import { type AuditTable, auditTables, formatEstimate, formatShare } from './audit-tables';

/** The page of `tldr-rm audit --out`: one file with everything in it, which loads and runs nothing. */
export function renderAuditReport(audit: PerturbationAudit, source: string): string {
  const { samples, labels, grammar, guessability } = audit;
  const kinds = Object.keys(audit.taxonomies).filter((kind) => audit.taxonomies[kind]!.samples > 0);
  const filter: Filter = {
    name: 'kind',
    legend: 'Show',
    options: kinds.map((kind) => ({ className: classOf(kind, kinds), label: kindTitle(kind) })),
  };
  const header = html`<h1>Audit of hard negatives</h1>
<p class="lead">How good the negatives of <code>${fileName(source)}</code> are to learn from: whether their labels are in order, what was changed, and whether they can be
guessed without looking at a picture.</p>
<ul class="tiles">
<li><strong>${String(samples.negatives)}</strong> negatives read</li>
<li><strong>${guessability === null ? '-' : formatEstimate(guessability.ranking).split(' ')[0]}</strong> ranked rightly from the text alone; 0.5 is chance</li>
<li><strong>${formatShare(labels.flawed, samples.negatives)}</strong> have a problem in their labels</li>
<li><strong>${grammar === null ? '-' : formatShare(grammar.flawed, grammar.checked)}</strong> ${grammar === null ? 'grammar was not checked' : 'have new problems of grammar'}</li>
</ul>`;
  const main = html`${auditTables(audit).map((table) => renderPanel(table, { above: chartsOf(table.name, audit) }))}
${renderExamples(audit.examples, kinds, filter)}`;
  const footer = html`Counts are of every sample; guessing and grammar were measured on a sample drawn with seed ${audit.seed}.`;
  const styles = PANEL_STYLES + AUDIT_STYLES + filterStyles(filter, '.examples', '.example');
  return renderPage({ title: 'Audit of hard negatives', styles, header, main, footer });
}

/** By number, since kinds that data brings along may be any text. */
function classOf(kind: string, kinds: readonly string[]): string {
  return `kind-${kinds.indexOf(kind)}`;
}

function chartsOf(name: AuditTable['name'], audit: PerturbationAudit): Html | null {
  if (name === 'guessability') return audit.guessability && guessabilityChart(audit.guessability);
  if (name === 'kinds') return kindChart(audit);
  return name === 'edits' ? editCharts(audit) : null;
}

function guessabilityChart({ ranking, byTaxonomy }: Guessability): Html {
  const kinds = Object.entries(byTaxonomy).sort(([, first], [, second]) => second.ranking.value - first.ranking.value);
  const intervals = [{ name: 'All', ...ranking }, ...kinds.map(([kind, figures]) => ({ name: kindTitle(kind), ...figures.ranking }))];
  return intervalChart(intervals, 0.5, {
    axis: 'pairs ranked rightly; dashed: chance',
    description: 'Share of pairs that a text-only classifier ranks rightly, by kind of hallucination, beside 0.5.',
  });
}

function kindChart({ taxonomies, samples }: PerturbationAudit): Html {
  const bars = Object.entries(taxonomies).map(([kind, counts]) => ({
    name: kindTitle(kind),
    value: counts.samples,
    label: formatShare(counts.samples, samples.negatives),
  }));
  return html`<div class="charts">${barChart(bars, { description: 'Negatives of each kind of hallucination.' })}</div>`;
}

function editCharts({ edits: { words, position, perText, shareChanged } }: PerturbationAudit): Html {
  const charts = [
    chartOf(words, 'words of a false edit'),
    chartOf(position, 'place in the text, from its beginning (0) to its end (1)'),
    chartOf(perText, 'false edits in a text'),
    chartOf(shareChanged, 'share of the text that is labelled'),
  ];
  return html`<div class="charts">${charts}</div>`;
}

function chartOf(distribution: Distribution | null, axis: string): Html | null {
  return distribution && histogram(namedBins(distribution), { axis, description: `Histogram: ${axis}.` });
}

/** Bins by what they hold; empty ones at either end of counts are left out. */
function namedBins({ bins }: Distribution): HistogramBin[] {
  const isShare = bins.at(-1)!.to <= 1;
  const first = isShare ? 0 : bins.findIndex(({ count }) => count > 0);
  const last = isShare ? bins.length - 1 : bins.findLastIndex(({ count }) => count > 0);
  return bins.slice(first, last + 1).map(({ from, to, count }, index) => {
    if (isShare) return { name: from.toFixed(1), count };
    if (first + index === bins.length - 1) return { name: `${from}+`, count };
    return { name: to - from === 1 ? String(from) : `${from}–${to - 1}`, count };
  });
}

function renderExamples(examples: readonly AuditExample[], kinds: readonly string[], filter: Filter): Html | null {
  if (examples.length === 0) return null;
  return html`<section class="panel examples">
<h2>Negatives to look at</h2>
<p class="note"><mark>False words</mark> with what stood there before, and <span class="grammar">words that changed for grammar</span>.</p>
${renderFilter(filter)}
${examples.map((example) => renderExample(example, kinds))}
</section>`;
}

function renderExample({ id, taxonomies, prompt, response, spans }: AuditExample, kinds: readonly string[]): Html {
  const parts: Html[] = [];
  let cursor = 0;
  for (const { start, end, label, original } of [...spans].sort((first, second) => first.start - second.start)) {
    const text = response.slice(start, end);
    parts.push(html`${response.slice(cursor, start)}`);
    const before = original ? html` <del><span class="unseen">before: </span>${original}</del>` : null;
    parts.push(
      label === 'hallucinated'
        ? html`<mark>${text}<span class="unseen"> (false)</span></mark>${before}`
        : html`<span class="grammar">${text}<span class="unseen"> (for grammar)</span></span>${before}`,
    );
    cursor = end;
  }
  parts.push(html`${response.slice(cursor)}`);
  const classes = taxonomies.map((kind) => classOf(kind, kinds)).join(' ');
  return html`<div class="example ${classes}">
<div class="caption-head"><h3>${taxonomies.map(kindTitle).join(', ')}</h3> <span>${id}</span></div>
<p class="prompt">${prompt}</p>
<p class="response">${parts}</p>
</div>
`;
}
