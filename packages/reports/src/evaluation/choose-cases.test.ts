import type { ResponseToScore } from '@tldr-rm/evaluate';
import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { detectionOf } from '@tldr-rm/test-support';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CASES_OF_A_SORT, createCaseChooser, type EvaluationCase } from './choose-cases';
import type { ScoredSample } from './scored-file';

const TRUE_TEXT = 'a red cup';
const FALSE_TEXT = 'a blue cup';
const THRESHOLDS = { token: 0.5, sentence: 0.5, response: 0.5 };

const response = (id: string, taxonomy: Taxonomy | undefined, text: string): ResponseToScore => ({
  id,
  group: id,
  prompt: 'Describe the image.',
  text,
  spans: text === FALSE_TEXT ? [{ start: 2, end: 6, label: 'hallucinated' }] : [],
  ...(taxonomy && { taxonomy }),
});

type Rewards = readonly (readonly [number, number])[];

/** The cases of one sample for each pair of rewards, of the true text and of the false one, by each detector. */
function casesOf(detectors: readonly Rewards[], kindOf: (index: number) => Taxonomy | undefined): EvaluationCase[] {
  const chooser = createCaseChooser(detectors.map((_, index) => ({ name: ['one', 'two'][index]!, thresholds: THRESHOLDS })));
  for (const index of detectors[0]!.keys()) {
    const sample: ScoredSample = {
      image: { type: 'path', path: `${index}.png` },
      responses: [response(`${index}/original`, kindOf(index), TRUE_TEXT), response(`${index}/perturbed`, kindOf(index), FALSE_TEXT)],
      detections: detectors.map((rewards) => {
        const [right, wrong] = rewards[index]!;
        return [detectionOf(TRUE_TEXT, { red: right }), detectionOf(FALSE_TEXT, { blue: wrong })];
      }),
    };
    chooser.add(sample);
  }
  return chooser.chosen();
}

const nameOf = ({ image }: EvaluationCase): string => (image as { path: string }).path;

test('the case furthest from the truth comes first, whichever way it is wrong', () => {
  const rewards = [
    [0.9, 0.1],
    [0.9, 0.97],
    [0.01, 0.1],
    [0.6, 0.3],
  ] as const;
  const cases = casesOf([rewards], () => 'counting');
  expect(cases.map(nameOf)).toEqual(['2.png', '1.png', '3.png', '0.png']);
  expect(cases.map(({ outcomes }) => [...outcomes])).toEqual([['false-alarm', 'right'], ['right', 'missed'], ['right'], ['right']]);
});

test('what detectors disagree about is shown although the first is right', () => {
  const many = Array.from({ length: 40 }, () => [0.9, 0.1] as const);
  const other = many.map((pair, index) => (index === 33 ? ([0.9, 0.8] as const) : pair));
  const kind = (): Taxonomy => 'counting';
  const cases = casesOf([many, other], kind);
  expect(cases.filter(({ isDisputed }) => isDisputed).map(nameOf)).toEqual(['33.png']);
  expect(cases.find((each) => nameOf(each) === '33.png')!.responses[1]!.verdicts).toMatchObject([
    { detector: 'one', outcome: 'right' },
    { detector: 'two', outcome: 'missed' },
  ]);
});

test('false alarms whose false texts are found leave room for a case that is all right', () => {
  const rewards = [...Array.from({ length: CASES_OF_A_SORT }, () => [0.02, 0.02] as const), [0.7, 0.02] as const];
  expect(casesOf([rewards], () => 'counting')).toHaveLength(rewards.length);
});

test('of every kind and verdict that occurs there are cases, and no more than are wanted of any sort alone', () => {
  const reward = fc.constantFrom(0.02, 0.3, 0.49, 0.5, 0.7, 0.99);
  fc.assert(
    fc.property(fc.array(fc.tuple(reward, reward), { minLength: 1, maxLength: 120 }), fc.integer({ min: 1, max: 9 }), (rewards, kinds) => {
      const kindOf = (index: number): Taxonomy | undefined => TAXONOMIES[index % kinds];
      const cases = casesOf([rewards], kindOf);
      const chosen = new Set(cases.map(nameOf));
      expect(chosen.size).toBe(cases.length);
      for (const [index, [right, wrong]] of rewards.entries()) {
        const sort = (each: (typeof cases)[number]): boolean =>
          each.taxonomy === kindOf(index) &&
          (wrong >= 0.5 ? each.outcomes.has('missed') : right < 0.5 ? each.outcomes.has('false-alarm') : each.outcomes.size === 1);
        // Left out only where enough of the same sort are at least as far from the truth.
        const distance = Math.max(1 - right, wrong);
        if (!chosen.has(`${index}.png`)) {
          expect(cases.filter((each) => sort(each) && each.distance >= distance).length).toBeGreaterThanOrEqual(CASES_OF_A_SORT);
        }
      }
      expect(cases.length).toBeLessThanOrEqual(kinds * 3 * CASES_OF_A_SORT);
      for (const [index, { distance }] of cases.entries()) if (index > 0) expect(distance).toBeLessThanOrEqual(cases[index - 1]!.distance);
    }),
    { numRuns: 200 },
  );
});
