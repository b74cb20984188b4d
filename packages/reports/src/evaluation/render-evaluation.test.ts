import { compareDetections, evaluateDetections, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { describe, expect, test } from 'vitest';
import { sampleEvaluation, sampleScores } from '../testing/sample-pages';
import { evaluationCsv } from './evaluation-csv';
import { figureRows } from './figure-rows';
import { renderComparison, renderEvaluation, renderReport } from './render-evaluation';

/** A response of one-letter words with one token each. */
function scoredOf(rewards: readonly number[], labels: readonly number[], more: Partial<ScoredResponse> = {}): ScoredResponse {
  const text = 'a b c d'.slice(0, 2 * rewards.length - 1);
  const tokens = rewards.map((reward, index) => ({ start: 2 * index, end: 2 * index + 1, reward }));
  return { id: 'response', text, tokens, labels: Int8Array.from(labels), ...more };
}

const scored = [
  scoredOf([0.9, 0.1, 0.4], [1, 0, 1], { taxonomy: 'counting' }),
  scoredOf([0.9, 0.8, 0.7], [1, 1, 1], { taxonomy: 'counting' }),
];
const report = evaluateDetections(scored);

test('the terminal gets aligned columns', () => {
  expect(renderReport(report).split('\n\n').slice(0, 6).join('\n\n')).toMatchInlineSnapshot(`
    "Verdicts

    level     count  bad  threshold  accuracy  precision  recall     F1
    --------  -----  ---  ---------  --------  ---------  ------  -----
    token         6    1      0.500     0.833      0.500   1.000  0.667
    sentence      2    1      0.500     1.000      1.000   1.000  1.000
    response      2    1      0.500     1.000      1.000   1.000  1.000

    Tokens and spans

    what is to be found                     precision  recall     F1
    --------------------------------------  ---------  ------  -----
    right tokens                                1.000   0.800  0.889
    hallucinated tokens, mean of responses      0.500   1.000  0.667
    right tokens, mean of responses             1.000   0.750  0.833
    hallucinated spans, exactly                 0.000   0.000  0.000
    hallucinated spans, overlapping             1.000   1.000  1.000

    Figures

    figure                   value
    -----------------------  -----
    AP(neg), all tokens      1.000
    AP(pos), all tokens      1.000
    mAP(neg), per response   1.000
    mAP(pos), per response   1.000
    F1, hallucinated tokens  0.667
    token accuracy           0.833
    sentence accuracy        1.000
    response accuracy        1.000
    AUROC, tokens            1.000
    AUROC, responses         1.000
    F1, spans exactly        0.000
    F1, spans overlapping    1.000
    ECE, tokens              0.233
    ECE, responses           0.200
    Brier score, tokens      0.087
    Brier score, responses   0.050"
  `);
});

test('a page gets Markdown, with a table for each breakdown', () => {
  const markdown = renderReport(report, 'markdown');
  expect(markdown).toContain('## By kind\n\n| kind     | responses | AP(neg) |');
  expect(markdown).toMatch(/^\| Counting +\| +2 \| +1\.000 \|/m);
  expect(markdown).toContain('## By tokens of the response');
  expect(markdown).not.toContain('By icon set');
});

test('intervals stand beside their figures', () => {
  const text = renderReport(evaluateDetections(scored, undefined, { resamples: 50, seed: 1 }));
  expect(text).toContain('95 % intervals: 50 resamples of 2 pictures, seed 1.');
  expect(text).toMatch(/^token accuracy +0\.833 +0\.667 +1\.000$/m);
  expect(text).toMatch(/^Counting +2 .* 1\.000 \[0\.342, 1\.000\]/m);
});

test('figures that are not defined are a dash, and no kind means no table of kinds', () => {
  const text = renderReport(evaluateDetections([]));
  expect(text).toMatch(/^AUROC, responses +-$/m);
  expect(text).not.toContain('kind');
});

test('a confusion of kinds is a table by the numbers of kinds, and absent where none was told', () => {
  const kinds = [
    { truth: 'counting', told: 'counting' },
    { truth: 'counting', told: 'text-ocr' },
    { truth: 'text-ocr', told: null },
  ] as const;
  const text = renderReport(evaluateDetections([scoredOf([0.1], [0], { kinds })]), 'markdown');
  expect(text).toContain('always the commonest 1.000; 1 spans not flagged');
  expect(text).toMatch(/\| 5 Counting +\| +0 \| +0 \| +0 \| +0 \| +1 \| +0 \| +1 \| +0 \| +0.500 \|/);
  const untold = evaluateDetections([scoredOf([0.1], [0], { kinds: [{ truth: 'counting', told: null }] })]);
  expect(renderReport(untold)).not.toContain('Kind told');
});

test('a detector of whole responses is shown without tables of tokens', () => {
  const scored = sampleScores('one', 0.7).samples.flatMap(({ responses, detections }) =>
    responses.map((response, index) => toScoredResponse(response, { ...detections[index]!, level: 'response' })),
  );
  const text = renderReport(evaluateDetections(scored));
  expect(text).toContain('response accuracy');
  expect(text).not.toMatch(/all tokens|hallucinated tokens|sentence/i);
});

describe('detectors compared', () => {
  const scores = [sampleScores('good', 0.2), sampleScores('worse', 0.7)];
  const evaluation = sampleEvaluation(scores);

  test('tables mark the differences that the pictures bear out', () => {
    const text = renderComparison(evaluation.comparison);
    expect(text).toContain('Detectors compared on 80 responses\n\n95 % intervals: 20 resamples of 40 pictures, seed 1.');
    expect(text).toMatch(/^response accuracy +-0\.\d{3} \[-0\.\d{3}, -0\.\d{3}\] \*$/m);
    expect(text).toContain('Differences from good\n\nPaired: * where 0 is outside');
    const markdown = renderComparison(evaluation.comparison, 'markdown');
    expect(markdown).toMatch(/^# good\n\n## Verdicts$/m);
    expect(markdown).toMatch(/^# worse\n\n## Verdicts$/m);
  });

  test('a name of any text keeps a table a table, in every format', () => {
    const named = compareDetections(scores.map((each) => ({ ...each, name: `=${each.name} |\n# <b>x` })));
    expect(renderComparison(named)).toMatch(/^figure +=good \|\\n# <b>x +=worse \|\\n# <b>x$/m);
    const markdown = renderComparison(named, 'markdown');
    expect(markdown).toMatch(/^\| figure +\| +=good \\\| # &lt;b&gt;x \| +=worse \\\| # &lt;b&gt;x \|$/m);
    expect(markdown).not.toMatch(/^# x|<b>/m);
    expect(evaluationCsv({ comparison: named })).toContain(`"'=good |\n# <b>x",token.accuracy,`);
  });

  test('images outside the domain are said before the figures, in every format', () => {
    for (const format of ['text', 'markdown'] as const) {
      expect(renderEvaluation(evaluation, format)).toMatch(/^Outside the domain: 3 of 40 samples .* good /);
      const { reports, differences } = evaluation.comparison;
      const inside = reports.map((report) => ({ ...report, outsideDomain: 0 }));
      expect(renderEvaluation({ comparison: { reports: inside, differences } }, format)).not.toContain('Outside');
    }
  });

  test('rows of figures carry the value and the interval of every path, in full in CSV', () => {
    const report = evaluation.comparison.reports[0]!;
    const rows = new Map(figureRows(report).map(({ figure, ...row }) => [figure, row]));
    expect(rows.get('token.apNeg')).toEqual({ value: report.token.apNeg, ...report.intervals!['token.apNeg'] });
    expect(rows.get('byTaxonomy.counting.responseAccuracy')!.value).toBe(report.byTaxonomy.counting!.responseAccuracy);
    for (const path of Object.keys(report.intervals!)) expect(rows.has(path)).toBe(true);
    expect([...rows.keys()].filter((path) => /reliability|thresholds|precisionRecall\.|\.count$/.test(path))).toEqual([]);
    const { value, low, high } = rows.get('token.ece')!;
    expect(evaluationCsv(evaluation)).toContain(`\ngood,token.ece,${value},${low ?? ''},${high ?? ''}\n`);
  });
});
