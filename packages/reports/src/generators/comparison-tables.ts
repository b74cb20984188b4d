import type { Comparison } from '@tldr-rm/evaluate';
import { LEVELS, type RateEstimate } from '@tldr-rm/evaluate';

/** A table for people. The first row is the head; the first column is text, the others are numbers. */
export interface ComparisonTable {
  title: string;
  note: string;
  rows: string[][];
}

/** The comparison as tables: what the detector says, and where scenes are known, the truth and how the two orders agree. */
export function comparisonTables({ generators, agreement, ranking }: Comparison): ComparisonTable[] {
  const order = [...generators].sort((one, other) => placeOf(one.name, ranking.response) - placeOf(other.name, ranking.response));
  const tables: ComparisonTable[] = [
    {
      title: 'Called hallucinated by the detector',
      note: 'Rates with 95 % intervals of a bootstrap by pictures, from the lowest rate of responses to the highest. A sentence or a response is hallucinated if one of its tokens is.',
      rows: [
        ['generator', 'captions', 'empty', 'cut off', 'tokens a caption', ...LEVELS],
        ...order.map(({ name, captions, empty, cutOff, tokensPerCaption, rates }) => [
          name,
          String(captions),
          String(empty),
          String(cutOff),
          tokensPerCaption.toFixed(1),
          ...LEVELS.map((level) => formatRate(rates[level])),
        ]),
      ],
    },
  ];
  if (agreement !== undefined) {
    tables.push(
      {
        title: 'Truly hallucinated',
        note: 'By a check of what captions claim against the scenes. What it could not read or decide counts nowhere.',
        rows: [
          ['generator', 'checked', 'sentences read', ...LEVELS],
          ...order.flatMap(({ name, truth }) =>
            truth === undefined
              ? []
              : [
                  [
                    name,
                    String(truth.checked),
                    `${truth.sentencesRead} of ${truth.sentences}`,
                    ...LEVELS.map((level) => formatRate(truth.rates[level])),
                  ],
                ],
          ),
        ],
      },
      {
        title: 'Agreement of the two orders',
        note: 'Rank correlations of the rates of the generators: 1 is the same order, 0 none.',
        rows: [
          ['level', 'generators', "Spearman's rho", "Kendall's tau-b"],
          ...LEVELS.map((level) => {
            const { spearman, kendall, generators: count } = agreement[level];
            return [level, String(count), formatFigure(spearman), formatFigure(kendall)];
          }),
        ],
      },
    );
  }
  return tables;
}

/** Those without a rate come last. */
function placeOf(name: string, ranking: readonly string[]): number {
  const place = ranking.indexOf(name);
  return place === -1 ? ranking.length : place;
}

function formatRate({ rate, low, high }: RateEstimate): string {
  return rate === null ? '-' : `${formatFigure(rate)} [${formatFigure(low)}, ${formatFigure(high)}]`;
}

function formatFigure(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
