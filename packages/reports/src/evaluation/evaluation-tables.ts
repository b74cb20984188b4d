import type { EvaluationReport, SliceFigures } from '@tldr-rm/evaluate';
import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { cellText } from '../table/cell-text';
import { numberColumns, textColumns } from '../table/columns';
import type { Cell, TitledTable } from '../table/table';
import { kindTitle } from '../taxonomy-titles';
import { drawnIntervals } from './drawn-intervals';
import { figureAt, figureWithInterval, headlineFigures, intervalAt } from './headline-figures';

/** A report as tables: levels, rankings and calibration, then one for each breakdown that the data has. */
export function evaluationTables(report: EvaluationReport): TitledTable[] {
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
  return [levelTable(report), ...ofTokens, figureTable(report), ...breakdowns.flatMap((table) => (table?.rows.length ? [table] : []))];
}

function levelTable({ token, sentence, response, thresholds }: EvaluationReport): TitledTable {
  return {
    title: 'Verdicts',
    columns: [...textColumns('level'), ...numberColumns('count', 'bad', 'threshold', 'accuracy', 'precision', 'recall', 'F1')],
    rows: Object.entries(token.count > 0 ? { token, sentence, response } : { response }).map(([level, figures]) => [
      level,
      String(figures.count),
      String(figures.bad),
      thresholds[level as keyof typeof thresholds],
      figures.accuracy,
      figures.precisionBad,
      figures.recallBad,
      figures.f1Bad,
    ]),
  };
}

function classTable({ token, span }: EvaluationReport): TitledTable {
  return {
    title: 'Tokens and spans',
    columns: [...textColumns('what is to be found'), ...numberColumns('precision', 'recall', 'F1')],
    rows: [
      ['right tokens', token.precisionGood, token.recallGood, token.f1Good],
      ['hallucinated tokens, mean of responses', token.perResponse.precisionBad, token.perResponse.recallBad, token.perResponse.f1Bad],
      ['right tokens, mean of responses', token.perResponse.precisionGood, token.perResponse.recallGood, token.perResponse.f1Good],
      ['hallucinated spans, exactly', span.exact.precision, span.exact.recall, span.exact.f1],
      ['hallucinated spans, overlapping', span.overlap.precision, span.overlap.recall, span.overlap.f1],
    ],
  };
}

function figureTable(report: EvaluationReport): TitledTable {
  const note = drawnIntervals(report);
  const hasIntervals = report.intervals !== undefined;
  return {
    title: 'Figures',
    ...(note !== undefined && { note }),
    columns: [...textColumns('figure'), ...numberColumns('value', ...(hasIntervals ? ['low', 'high'] : []))],
    rows: headlineFigures(report.token.count > 0).map(([name, path]): Cell[] => {
      const interval = intervalAt(report, path);
      return [name, figureAt(report, path), ...(hasIntervals ? [interval?.low ?? null, interval?.high ?? null] : [])];
    }),
  };
}

function sliceTable(name: string, slices: Partial<Record<string, SliceFigures>>, path: string, report: EvaluationReport): TitledTable {
  return {
    title: `By ${name}`,
    columns: [...textColumns(name), ...numberColumns('responses', 'AP(neg)', 'token F1', 'response accuracy', 'AUROC')],
    rows: Object.entries(slices).map(([key, figures]): Cell[] => {
      const { count, apNeg, f1Bad, responseAccuracy, auroc } = figures!;
      const shown = { apNeg, f1Bad, responseAccuracy, auroc };
      return [
        path === 'byTaxonomy' ? kindTitle(key) : key,
        String(count),
        ...Object.entries(shown).map(([of, value]) => figureWithInterval(value, `${path}.${key}.${of}`, report)),
      ];
    }),
  };
}

function confusionTable(report: EvaluationReport): TitledTable | null {
  const { taxonomyConfusion: confusion } = report;
  if (confusion === undefined) return null;
  const accuracy = figureWithInterval(confusion.accuracy, 'taxonomyConfusion.accuracy', report);
  const rows = Object.entries(confusion.matrix).map(([kind, row]): Cell[] => {
    const count = Object.values(row).reduce((sum, cell) => sum + cell, 0);
    const cells = TAXONOMIES.map((told) => String(row[told]));
    return [`${TAXONOMIES.indexOf(kind as Taxonomy) + 1} ${kindTitle(kind)}`, ...cells, count === 0 ? null : row[kind as Taxonomy] / count];
  });
  return {
    title: 'Kinds told',
    note:
      `Kind told (columns, by their numbers) of the ${confusion.count} flagged spans of each kind (rows): accuracy ${accuracy}; ` +
      `always the commonest ${cellText(confusion.commonest)}; ${confusion.missed} spans not flagged.`,
    columns: [...textColumns('true kind'), ...numberColumns(...TAXONOMIES.map((_, index) => String(index + 1)), 'right')],
    rows,
  };
}

function positionTable(report: EvaluationReport): TitledTable {
  return {
    title: 'By position of the token',
    columns: [...textColumns('position'), ...numberColumns('tokens', 'bad', 'AP(neg)', 'token F1', 'AUROC')],
    rows: Object.entries(report.token.count > 0 ? report.byPosition : {}).map(([key, { count, bad, apNeg, f1Bad, auroc }]): Cell[] => {
      const shown = { apNeg, f1Bad, auroc };
      return [
        key,
        String(count),
        String(bad),
        ...Object.entries(shown).map(([of, value]) => figureWithInterval(value, `byPosition.${key}.${of}`, report)),
      ];
    }),
  };
}
