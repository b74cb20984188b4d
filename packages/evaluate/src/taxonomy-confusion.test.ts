import { type Span, TAXONOMIES } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateDetections } from './evaluate-detections';
import { kindVerdicts, taxonomyConfusion } from './taxonomy-confusion';
import { scoredOf } from './testing/scored';

const span = (start: number, end: number, taxonomy: Span['taxonomy']): Span => ({ start, end, label: 'hallucinated', taxonomy });
const anyVerdict = fc.record({ truth: fc.constantFrom(...TAXONOMIES), told: fc.option(fc.constantFrom(...TAXONOMIES)) });

describe('kindVerdicts', () => {
  it('takes the kind of the flagged span that shares most characters with the true one', () => {
    const flagged = [
      { start: 0, end: 6, category: 'counting' as const },
      { start: 7, end: 20, category: 'text-ocr' as const },
    ];
    expect(kindVerdicts([span(4, 12, 'text-ocr')], flagged)).toEqual([{ truth: 'text-ocr', told: 'text-ocr' }]);
    expect(kindVerdicts([span(0, 9, 'text-ocr')], flagged)).toEqual([{ truth: 'text-ocr', told: 'counting' }]);
  });

  it('says that nothing was told of a span that was not flagged, and leaves out spans without a kind', () => {
    const flagged = [{ start: 0, end: 6, category: 'counting' as const }];
    const spans: Span[] = [span(6, 9, 'small-object'), span(0, 3, undefined), { start: 0, end: 3, label: 'ignore', taxonomy: 'counting' }];
    expect(kindVerdicts(spans, flagged)).toEqual([{ truth: 'small-object', told: null }]);
    expect(kindVerdicts([span(0, 3, 'counting')], [{ start: 0, end: 3 }])).toEqual([]);
  });
});

describe('taxonomyConfusion', () => {
  it('counts every verdict once, right ones on the diagonal', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict), (verdicts) => {
        const { count, missed, accuracy, commonest, matrix } = taxonomyConfusion(verdicts);
        const cells = Object.values(matrix).flatMap((row) => Object.values(row));
        expect(cells.reduce((sum, cell) => sum + cell, 0)).toBe(count);
        expect(count + missed).toBe(verdicts.length);
        const right = verdicts.filter(({ truth, told }) => truth === told).length;
        expect(accuracy).toEqual(count === 0 ? null : right / count);
        if (count > 0) expect(commonest).toBeGreaterThanOrEqual(1 / 8);
      }),
    );
  });

  it('counts a verdict of weight n as n verdicts', () => {
    const weighted = fc.array(fc.tuple(anyVerdict, fc.nat(3)), { minLength: 1 });
    fc.assert(
      fc.property(weighted, (items) => {
        const repeated = items.flatMap(([verdict, weight]) => Array.from({ length: weight }, () => verdict));
        const { matrix, ...figures } = taxonomyConfusion(
          items.map(([verdict]) => verdict),
          (index) => items[index]![1],
        );
        const { matrix: expected, ...rest } = taxonomyConfusion(repeated);
        expect(figures).toEqual(rest);
        for (const [kind, row] of Object.entries(expected)) expect(matrix[kind as keyof typeof matrix]).toEqual(row);
      }),
    );
  });
});

describe('evaluateDetections', () => {
  const kinds = [
    { truth: 'counting', told: 'counting' },
    { truth: 'counting', told: 'text-ocr' },
    { truth: 'text-ocr', told: null },
  ] as const;

  it('reports the confusion of kinds with an interval', () => {
    const report = evaluateDetections([scoredOf([0.1], [0], { kinds })], undefined, { resamples: 10, seed: 1 });
    expect(report.taxonomyConfusion).toMatchObject({ count: 2, missed: 1, accuracy: 0.5, commonest: 1 });
    expect(report.intervals).toHaveProperty(['taxonomyConfusion.accuracy']);
    expect(Object.keys(report.intervals!).filter((path) => path.includes('matrix'))).toEqual([]);
  });

  it('says nothing of kinds where none was told', () => {
    const report = evaluateDetections([scoredOf([0.1], [0], { kinds: [{ truth: 'counting', told: null }] })]);
    expect(report).not.toHaveProperty('taxonomyConfusion');
  });
});
