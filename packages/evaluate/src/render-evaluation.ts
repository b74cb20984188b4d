import type { EvaluationReport } from './evaluate-detections';

type Cell = string | number | null;

/**
 * A report as tables for people: over all data, then for each kind of hallucination. Rounded to three digits; `-` where a figure is not defined.
 *
 * @param format `text` for a terminal, with aligned columns; `markdown` for a page.
 */
export function renderEvaluation(report: EvaluationReport, format: 'text' | 'markdown' = 'text'): string {
  const { token, sentence, response, thresholds } = report;
  const levels = [
    ['level', 'count', 'bad', 'threshold', 'accuracy', 'precision', 'recall', 'F1'],
    ...Object.entries({ token, sentence, response }).map(([level, figures]) => [
      level,
      String(figures.count),
      String(figures.bad),
      thresholds[level as keyof typeof thresholds],
      figures.accuracy,
      figures.precisionBad,
      figures.recallBad,
      figures.f1Bad,
    ]),
  ];
  const rankings = [
    ['ranking', 'value'],
    ['AP(neg), all tokens', token.apNeg],
    ['AP(pos), all tokens', token.apPos],
    ['mAP(neg), per response', token.mapNeg],
    ['mAP(pos), per response', token.mapPos],
    ['AUROC, responses', response.auroc],
  ];
  const kinds = [
    ['kind', 'responses', 'AP(neg)', 'response accuracy'],
    ...Object.entries(report.byTaxonomy).map(([kind, figures]) => [kind, String(figures.count), figures.apNeg, figures.responseAccuracy]),
  ];
  const tables = kinds.length > 1 ? [levels, rankings, kinds] : [levels, rankings];
  return `${tables.map((rows) => table(rows, format)).join('\n\n')}\n`;
}

/** The first row is the head; the first column is text, the others are numbers. */
function table(rows: readonly (readonly Cell[])[], format: 'text' | 'markdown'): string {
  const texts = rows.map((row) => row.map(cellText));
  const widths = texts[0]!.map((_, column) => Math.max(...texts.map((row) => row[column]!.length)));
  const padded = texts.map((row) => row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))));
  const [gap, left, right] = format === 'markdown' ? [' | ', '| ', ' |'] : ['  ', '', ''];
  const lines = padded.map((row) => left + row.join(gap) + right);
  const rule = widths.map((width, column) => (format === 'markdown' && column > 0 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  lines.splice(1, 0, left + rule.join(gap) + right);
  return lines.join('\n');
}

function cellText(cell: Cell): string {
  if (cell === null) return '-';
  return typeof cell === 'number' ? cell.toFixed(3) : cell;
}
