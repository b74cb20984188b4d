import { readFileSync } from 'node:fs';
import type { Taxonomy } from '@tldr-rm/schema';
import { describe, expect, test } from 'vitest';
import { evaluateDetections } from './evaluate-detections';
import { areaUnderRoc, averagePrecision } from './ranking';
import { scoredOf } from './testing/scored';

type Row = (number | null)[];
interface Case {
  threshold: number;
  /** Rewards are given in steps of one part of this. */
  of: number;
  responses: [kind: number, labels: number[], steps: number[]][];
  token: Row | null;
  perResponse: Row | null;
  response: Row | null;
  byTaxonomy: Partial<Record<Taxonomy, Row>>;
}
interface Fixture {
  kinds: Taxonomy[];
  names: Record<'token' | 'perResponse' | 'response' | 'kind', string[]>;
  cases: Case[];
}

/** Made by tools/reference/metrics. */
const { kinds, names, cases } = JSON.parse(readFileSync(new URL('../fixtures/scikit-learn.json', import.meta.url), 'utf8')) as Fixture;

const DIGITS = 9;

function expectFigures(actual: object, expected: Row, figureNames: readonly string[]): void {
  for (const [index, name] of figureNames.entries()) {
    const value = (actual as Record<string, number | null>)[name];
    if (expected[index] === null) expect([name, value]).toEqual([name, null]);
    else expect(value, name).toBeCloseTo(expected[index]!, DIGITS);
  }
}

describe('as scikit-learn', () => {
  test('there are many cases, among them ones with an empty class', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    for (const column of ['apNeg', 'apPos']) {
      expect(cases.filter(({ token }) => token !== null && token[names.token.indexOf(column)] === null).length).toBeGreaterThan(3);
    }
  });

  test.each(cases.map((each, index) => ({ index, ...each })))('case $index', ({ threshold, of, responses, ...expected }) => {
    const scored = responses.map(([kind, labels, steps]) =>
      scoredOf(
        steps.map((step) => step / of),
        labels,
        { taxonomy: kinds[kind]! },
      ),
    );
    const report = evaluateDetections(scored, { token: threshold, sentence: threshold, response: threshold });
    if (expected.token === null) expect(report.token.count).toBe(0);
    else {
      expectFigures(report.token, expected.token, names.token);
      expectFigures(report.token.perResponse, expected.perResponse!, names.perResponse);
      expectFigures(report.response, expected.response!, names.response);
    }
    for (const [kind, row] of Object.entries(expected.byTaxonomy)) expectFigures(report.byTaxonomy[kind as Taxonomy]!, row, names.kind);

    const counted = scored.flatMap(({ tokens, labels }) =>
      tokens.flatMap(({ reward }, at) => (labels[at] === -1 ? [] : { reward, bad: labels[at] === 0 })),
    );
    const [doubts, bad] = [counted.map(({ reward }) => -reward), counted.map((token) => token.bad)];
    expectFigures(
      { apNeg: averagePrecision(doubts, bad), auroc: areaUnderRoc(doubts, bad) },
      ['apNeg', 'auroc'].map((name) => expected.token?.[names.token.indexOf(name)] ?? null),
      ['apNeg', 'auroc'],
    );
  });
});
