import { seriesColour } from '../charts/render-chart';
import { fileName } from '../file-name';
import { filterStyles } from '../html/filter';
import { Html, html } from '../html/html';
import { renderPage } from '../html/page';
import { PANEL_STYLES } from '../html/panel-styles';
import type { TitledTable } from '../table/table';
import { tableHtml } from '../table/table-html';
import { comparisonTables } from './comparison-tables';
import { breakdownCharts, comparisonCharts, confusionChart, curveCharts, reliabilityCharts } from './evaluation-charts';
import { EVALUATION_STYLES } from './evaluation-styles';
import { evaluationTables } from './evaluation-tables';
import { intervalAt } from './headline-figures';
import { caseFilters, renderCases, type ShownCase } from './render-cases';
import { domainWarnings } from './render-evaluation';
import type { ScorerEvaluation } from './scored-file';

type Report = ScorerEvaluation['comparison']['reports'][number];

/** The page of `tldr-rm evaluate --report`: one file with everything in it, which loads and runs nothing. `data` is the file that was scored. */
export function renderEvaluationPage({ comparison }: ScorerEvaluation, cases: readonly ShownCase[], data: string): string {
  const { reports } = comparison;
  const isComparison = reports.length > 1;
  const filters = caseFilters(cases, isComparison);
  const sections = [
    isComparison ? { id: 'compared', name: 'Compared', body: renderComparison(comparison) } : null,
    { id: 'finding', name: 'Finding wrong words', body: renderCurves(reports) },
    { id: 'calibration', name: 'Calibration', body: renderReliability(reports) },
    ...reports.map((report, index) => ({
      id: `detector-${index + 1}`,
      name: isComparison ? report.name : 'Where it is good',
      body: renderDetector(report, isComparison),
    })),
    cases.length > 0
      ? { id: 'cases', name: 'Cases', body: renderCases(cases, filters, isComparison ? reports[0]!.name : undefined) }
      : null,
  ].filter((section) => section !== null);
  const title = isComparison ? 'Detectors of wrong words compared' : 'How well wrong words are found';
  const header = html`<h1>${title}</h1>
<p class="lead">${renderLead(reports, data)}</p>
${domainWarnings(reports).map((warning) => html`<p class="warning">${warning}</p>`)}
<ul class="tiles">${tilesOf(reports[0]!).map(({ value, label, interval }) => html`<li><strong>${value}</strong> ${label}<small>${interval}</small></li>`)}</ul>
<nav aria-label="Sections"><ul>${sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`;
  const main = html`${sections.map(({ id, body: section }) => html`<section class="panel" id="${id}">\n${section}\n</section>\n`)}`;
  const styles = [PANEL_STYLES, EVALUATION_STYLES, ...filters.map((filter) => filterStyles(filter, '#cases', 'article'))];
  return renderPage({ title, styles: styles.join(''), header, main, footer: html`${footnote(reports)}` });
}

function renderLead(reports: readonly Report[], data: string): Html {
  const [{ count, response, name }] = reports as [Report, ...Report[]];
  const names = reports.map((report) => html`<code>${report.name}</code>`);
  const joined = names.map((each, index) => html`${index === 0 ? '' : index === names.length - 1 ? ' and ' : ', '}${each}`);
  return html`${joined} on ${count} responses of <code>${fileName(data)}</code>, of which ${response.bad} are hallucinated.
${reports.length > 1 && html`The figures below are of <code>${name}</code>.`}`;
}

function tilesOf(report: Report): { value: string; label: string; interval: string }[] {
  const { token, response } = report;
  const tile = (label: string, value: number | null, path: string) => {
    const interval = intervalAt(report, path);
    return {
      value: value === null ? '-' : value.toFixed(3),
      label,
      interval: interval === null ? '' : `95 %: ${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`,
    };
  };
  return [
    ...(token.count > 0 ? [tile('average precision of finding wrong tokens', token.apNeg, 'token.apNeg')] : []),
    tile('of responses are judged rightly', response.accuracy, 'response.accuracy'),
    tile('AUROC of responses: a wrong one has the lower reward', response.auroc, 'response.auroc'),
    token.count > 0
      ? tile('calibration error of tokens (ECE)', token.ece, 'token.ece')
      : tile('calibration error of responses (ECE)', response.ece, 'response.ece'),
  ];
}

function renderComparison(comparison: ScorerEvaluation['comparison']): Html {
  return html`<h2>Compared</h2>
<p class="note">All detectors judged the same responses. Differences are of the same pictures, so that they tell detectors apart even where their intervals overlap.</p>
<div class="charts">${comparisonCharts(comparison.reports)}</div>
${comparisonTables(comparison).map(renderTable)}`;
}

function renderCurves(reports: readonly Report[]): Html {
  return html`<h2>Finding wrong words</h2>
<p class="note">What is gained and what is spoiled as more is called wrong, from the lowest rewards upwards.</p>
${legend(reports)}
<div class="charts">${curveCharts([...reports])}</div>`;
}

function renderReliability(reports: readonly Report[]): Html {
  return html`<h2>Can rewards be read as probabilities?</h2>
<p class="note">On the dashed line they can: of all that gets a reward of 0.8, 80 % are right. The larger a dot, the more lies there. Above the line the detector is too strict,
below it too trusting.</p>
${legend(reports)}
<div class="charts">${reliabilityCharts([...reports])}</div>`;
}

/** Names the lines of a chart, where there are several. */
function legend(reports: readonly Report[]): Html | null {
  if (reports.length < 2) return null;
  return html`<ul class="series">${reports.map(({ name }, index) => html`<li><i style="background:${new Html(seriesColour(index))}"></i>${name}</li>`)}</ul>`;
}

function renderDetector(report: Report, isComparison: boolean): Html {
  const breakdowns = breakdownCharts(report);
  const confusion = confusionChart(report);
  return html`<h2>${isComparison ? report.name : 'Where it is good, and where not'}</h2>
${breakdowns.length > 0 && html`<p class="note">True and false texts together. Lines are 95 % intervals.</p>\n<div class="charts">${breakdowns}</div>`}
${confusion && html`<h3>Kinds that were told of wrong words</h3>\n${confusion}`}
<details class="figures"><summary>All figures as tables</summary>
${evaluationTables(report).map(renderTable)}
</details>`;
}

function renderTable(table: TitledTable): Html {
  const { title, note } = table;
  return html`<h3>${title}</h3>\n${note !== undefined && html`<p class="note">${note}</p>`}\n${tableHtml(table, title)}\n`;
}

function footnote(reports: readonly Report[]): string {
  const below = reports.map(
    ({ name, thresholds }) =>
      `${reports.length > 1 ? `${name}: tokens` : 'Tokens'} are called wrong below a reward of ${thresholds.token.toFixed(3)}, responses below ${thresholds.response.toFixed(3)}.`,
  );
  const verdicts = below.join(' ');
  const { bootstrap } = reports[0]!;
  if (bootstrap === undefined) return `${verdicts} No intervals were drawn.`;
  return `${verdicts} Intervals: ${bootstrap.resamples} bootstrap resamples of ${bootstrap.groups} pictures, seed ${bootstrap.seed}.`;
}
