import { evaluateDetections } from '@tldr-rm/evaluate';
import { expect, test } from 'vitest';
import { scoredOf } from '../../../evaluate/src/testing/scored';
import { renderEvaluation } from './render-evaluation';

const scored = [
  scoredOf([0.9, 0.1, 0.4], [1, 0, 1], { taxonomy: 'counting' }),
  scoredOf([0.9, 0.8, 0.7], [1, 1, 1], { taxonomy: 'counting' }),
];
const report = evaluateDetections(scored);

test('the terminal gets aligned columns', () => {
  expect(renderEvaluation(report).split('\n\n').slice(0, 6).join('\n\n')).toMatchInlineSnapshot(`
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
  const markdown = renderEvaluation(report, 'markdown');
  expect(markdown).toContain('## By kind\n\n| kind     | responses | AP(neg) |');
  expect(markdown).toMatch(/^\| counting +\| +2 \| +1\.000 \|/m);
  expect(markdown).toContain('## By tokens of the response');
  expect(markdown).not.toContain('By icon set');
});

test('intervals stand beside their figures', () => {
  const text = renderEvaluation(evaluateDetections(scored, undefined, { resamples: 50, seed: 1 }));
  expect(text).toContain('50 resamples of 2 pictures, seed 1');
  expect(text).toMatch(/^token accuracy +0\.833 +0\.667 +1\.000$/m);
  expect(text).toMatch(/^counting +2 .* 1\.000 \[1\.000, 1\.000\]/m);
});

test('figures that are not defined are a dash, and no kind means no table of kinds', () => {
  const text = renderEvaluation(evaluateDetections([]));
  expect(text).toMatch(/^AUROC, responses +-$/m);
  expect(text).not.toContain('kind');
});
