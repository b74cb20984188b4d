import type { EvaluationReport, SliceFigures } from '@tldr-rm/evaluate';
import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { type Cell, cellText, figureAt, figureWithInterval, headlineFigures } from './headline-figures';

/** A table for people. The first row is the head, the first column is text, the others are numbers. */
export interface EvaluationTable {
  title: string;
  rows: string[][];
}

/** A report as tables: levels, rankings and calibration, then one for each breakdown that the data has. Rounded to three digits; `-` where nothing is defined. */
export function evaluationTables(report: EvaluationReport): EvaluationTable[] {
  const breakdowns = [
    confusionTable(report),
    sliceTable('kind', report.byTaxonomy, 'byTaxonomy', report),
    sliceTable('tokens of the response', report.byLength, 'byLength', report),
    positionTable(report),
    sliceTable('size of the object', report.byObjectSize, 'byObjectSize', report),
    sliceTable('icon set', report.byIconSet, 'byIconSet', report),
  ];
  // A detector that judges whole responses, or truth about them alone, leaves no figure of tokens.
  const ofTokens = report.token.count > 0 ? [classTable(report)] : [];
  const tables = [levelTable(report), ...ofTokens, figureTable(report), ...breakdowns.filter((table) => table.rows.length > 1)];
  return tables.map(({ title, rows }) => ({ title, rows: rows.map((row) => row.map(cellText)) }));
}

function levelTable({ token, sentence, response, thresholds }: EvaluationReport): { title: string; rows: Cell[][] } {
  return {
    title: 'Verdicts',
    rows: [
      ['level', 'count', 'bad', 'threshold', 'accuracy', 'precision', 'recall', 'F1'],
      ...Object.entries(token.count > 0 ? { token, sentence, response } : { response }).map(([level, figures]) => [
        level,
        String(figures.count),
        String(figures.bad),
        thresholds[level as keyof typeof thresholds],
        figures.accuracy,
        figures.precisionBad,
        figures.recallBad,
        figures.f1Bad,
      ]),
    ],
  };
}

function classTable({ token, span }: EvaluationReport): { title: string; rows: Cell[][] } {
  return {
    title: 'Tokens and spans',
    rows: [
      ['what is to be found', 'precision', 'recall', 'F1'],
      ['right tokens', token.precisionGood, token.recallGood, token.f1Good],
      ['hallucinated tokens, mean of responses', token.perResponse.precisionBad, token.perResponse.recallBad, token.perResponse.f1Bad],
      ['right tokens, mean of responses', token.perResponse.precisionGood, token.perResponse.recallGood, token.perResponse.f1Good],
      ['hallucinated spans, exactly', span.exact.precision, span.exact.recall, span.exact.f1],
      ['hallucinated spans, overlapping', span.overlap.precision, span.overlap.recall, span.overlap.f1],
    ],
  };
}

function figureTable(report: EvaluationReport): { title: string; rows: Cell[][] } {
  const { intervals, bootstrap } = report;
  return {
    title: bootstrap
      ? `Figures with 95 % intervals (${bootstrap.resamples} resamples of ${bootstrap.groups} pictures, seed ${bootstrap.seed})`
      : 'Figures',
    rows: [
      intervals ? ['figure', 'value', 'low', 'high'] : ['figure', 'value'],
      ...headlineFigures(report.token.count > 0).map(([name, path]): Cell[] => {
        const interval = intervals?.[path];
        return [name, figureAt(report, path), ...(intervals ? [interval?.low ?? null, interval?.high ?? null] : [])];
      }),
    ],
  };
}

function sliceTable(
  name: string,
  slices: Partial<Record<string, SliceFigures>>,
  path: string,
  report: EvaluationReport,
): { title: string; rows: Cell[][] } {
  return {
    title: `By ${name}`,
    rows: [
      [name, 'responses', 'AP(neg)', 'token F1', 'response accuracy', 'AUROC'],
      ...Object.entries(slices).map(([key, figures]): Cell[] => {
        const { count, apNeg, f1Bad, responseAccuracy, auroc } = figures!;
        const shown = { apNeg, f1Bad, responseAccuracy, auroc };
        return [
          key,
          String(count),
          ...Object.entries(shown).map(([of, value]) => figureWithInterval(value, `${path}.${key}.${of}`, report)),
        ];
      }),
    ],
  };
}

function confusionTable(report: EvaluationReport): { title: string; rows: Cell[][] } {
  const { taxonomyConfusion: confusion } = report;
  if (confusion === undefined) return { title: '', rows: [] };
  const accuracy = figureWithInterval(confusion.accuracy, 'taxonomyConfusion.accuracy', report);
  const rows = Object.entries(confusion.matrix).map(([kind, row]): Cell[] => {
    const count = Object.values(row).reduce((sum, cell) => sum + cell, 0);
    const cells = TAXONOMIES.map((told) => String(row[told]));
    return [`${TAXONOMIES.indexOf(kind as Taxonomy) + 1} ${kind}`, ...cells, count === 0 ? null : row[kind as Taxonomy] / count];
  });
  return {
    title: `Kind told (columns) of the ${confusion.count} flagged spans of each kind (rows): accuracy ${accuracy}; always the commonest ${cellText(confusion.commonest)}; ${confusion.missed} spans not flagged`,
    rows: [['true kind', ...TAXONOMIES.map((_, index) => String(index + 1)), 'right'], ...rows],
  };
}

function positionTable(report: EvaluationReport): { title: string; rows: Cell[][] } {
  return {
    title: 'By position of the token',
    rows: [
      ['position', 'tokens', 'bad', 'AP(neg)', 'token F1', 'AUROC'],
      ...Object.entries(report.token.count > 0 ? report.byPosition : {}).map(([key, { count, bad, apNeg, f1Bad, auroc }]): Cell[] => {
        const shown = { apNeg, f1Bad, auroc };
        return [
          key,
          String(count),
          String(bad),
          ...Object.entries(shown).map(([of, value]) => figureWithInterval(value, `byPosition.${key}.${of}`, report)),
        ];
      }),
    ],
  };
}
