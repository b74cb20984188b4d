import { type Comparison, LEVELS, type RateEstimate } from '@tldr-rm/evaluate';
import { cellText } from '../table/cell-text';
import { numberColumns, textColumns } from '../table/columns';
import type { TitledTable } from '../table/table';

/** The comparison as tables: what the detector says, and where scenes are known, the truth and how the two orders agree. */
export function generatorTables(comparison: Comparison): TitledTable[] {
  const { generators, agreement, ranking } = comparison;
  const order = [...generators].sort((one, other) => placeOf(one.name, ranking.response) - placeOf(other.name, ranking.response));
  const detected: TitledTable = {
    title: 'Called hallucinated by the detector',
    note: 'Rates with 95 % intervals over pictures, from the lowest rate of responses to the highest. A sentence or a response is hallucinated if one of its tokens is.',
    columns: [
      ...textColumns('generator'),
      ...numberColumns('captions', 'empty', 'cut off', 'outside the domain', 'tokens a caption', ...LEVELS),
    ],
    rows: order.map(({ name, captions, empty, cutOff, outsideDomain, tokensPerCaption, rates }) => [
      name,
      String(captions),
      String(empty),
      String(cutOff),
      String(outsideDomain),
      tokensPerCaption.toFixed(1),
      ...LEVELS.map((level) => rateText(rates[level])),
    ]),
  };
  if (agreement === undefined) return [detected];
  return [
    detected,
    {
      title: 'Truly hallucinated',
      note: 'By a check of what captions claim against the scenes. What it could not read or decide counts nowhere.',
      columns: [...textColumns('generator'), ...numberColumns('checked', 'sentences read', ...LEVELS)],
      rows: order.flatMap(({ name, truth }) =>
        truth === undefined
          ? []
          : [
              [
                name,
                String(truth.checked),
                `${truth.sentencesRead} of ${truth.sentences}`,
                ...LEVELS.map((level) => rateText(truth.rates[level])),
              ],
            ],
      ),
    },
    {
      title: 'Agreement of the two orders',
      note: 'Rank correlations of the rates of the generators: 1 is the same order, 0 none.',
      columns: [...textColumns('level'), ...numberColumns('generators', "Spearman's rho", "Kendall's tau-b")],
      rows: LEVELS.map((level) => {
        const { spearman, kendall, generators: count } = agreement[level];
        return [level, String(count), spearman, kendall];
      }),
    },
  ];
}

/** Those without a rate come last. */
function placeOf(name: string, ranking: readonly string[]): number {
  const place = ranking.indexOf(name);
  return place === -1 ? ranking.length : place;
}

function rateText({ rate, low, high }: RateEstimate): string {
  return rate === null || low === null || high === null ? cellText(rate) : `${cellText(rate)} [${cellText(low)}, ${cellText(high)}]`;
}
