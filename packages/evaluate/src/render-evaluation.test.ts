import { expect, test } from 'vitest';
import { evaluateDetections } from './evaluate-detections';
import { renderEvaluation } from './render-evaluation';
import { scoredOf } from './testing/scored';

const report = evaluateDetections([
  scoredOf([0.9, 0.1, 0.4], [1, 0, 1], { taxonomy: 'counting' }),
  scoredOf([0.9, 0.8, 0.7], [1, 1, 1], { taxonomy: 'counting' }),
]);

test('the terminal gets aligned columns', () => {
  expect(renderEvaluation(report)).toMatchInlineSnapshot(`
    "level     count  bad  threshold  accuracy  precision  recall     F1
    --------  -----  ---  ---------  --------  ---------  ------  -----
    token         6    1      0.500     0.833      0.500   1.000  0.667
    sentence      2    1      0.500     1.000      1.000   1.000  1.000
    response      2    1      0.500     1.000      1.000   1.000  1.000

    ranking                 value
    ----------------------  -----
    AP(neg), all tokens     1.000
    AP(pos), all tokens     1.000
    mAP(neg), per response  1.000
    mAP(pos), per response  1.000
    AUROC, responses        1.000

    kind      responses  AP(neg)  response accuracy
    --------  ---------  -------  -----------------
    counting          2    1.000              1.000
    "
  `);
});

test('a page gets Markdown', () => {
  expect(renderEvaluation(report, 'markdown')).toMatchInlineSnapshot(`
    "| level    | count | bad | threshold | accuracy | precision | recall |    F1 |
    | -------- | ----: | --: | --------: | -------: | --------: | -----: | ----: |
    | token    |     6 |   1 |     0.500 |    0.833 |     0.500 |  1.000 | 0.667 |
    | sentence |     2 |   1 |     0.500 |    1.000 |     1.000 |  1.000 | 1.000 |
    | response |     2 |   1 |     0.500 |    1.000 |     1.000 |  1.000 | 1.000 |

    | ranking                | value |
    | ---------------------- | ----: |
    | AP(neg), all tokens    | 1.000 |
    | AP(pos), all tokens    | 1.000 |
    | mAP(neg), per response | 1.000 |
    | mAP(pos), per response | 1.000 |
    | AUROC, responses       | 1.000 |

    | kind     | responses | AP(neg) | response accuracy |
    | -------- | --------: | ------: | ----------------: |
    | counting |         2 |   1.000 |             1.000 |
    "
  `);
});

test('figures that are not defined are a dash, and no kind means no table of kinds', () => {
  const text = renderEvaluation(evaluateDetections([]));
  expect(text).toContain('AUROC, responses            -');
  expect(text).not.toContain('kind');
});
