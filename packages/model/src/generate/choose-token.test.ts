import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkSampling, chooseToken } from './choose-token';

const logitsOf = (...probabilities: number[]) => Float32Array.from(probabilities, (probability) => Math.log(probability));
const anyLogits = fc.float32Array({ min: -20, max: 20, noNaN: true, minLength: 1, maxLength: 40 });
const anyUniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('takes the most likely token at temperature 0', () => {
  fc.assert(fc.property(anyLogits, anyUniform, (logits, uniform) => logits[chooseToken(logits, {}, uniform)] === Math.max(...logits)));
});

it('draws each token as often as its probability says', () => {
  const logits = logitsOf(0.5, 0.2, 0.3);
  const counts = [0, 0, 0];
  for (let draw = 0; draw < 1000; draw += 1) counts[chooseToken(logits, { temperature: 1 }, (draw + 0.5) / 1000)]! += 1;
  expect(counts).toEqual([500, 200, 300]);
});

it('sharpens below temperature 1', () => {
  const logits = logitsOf(0.6, 0.3, 0.1);
  const counts = [0, 0, 0];
  for (let draw = 0; draw < 460; draw += 1) counts[chooseToken(logits, { temperature: 0.5 }, (draw + 0.5) / 460)]! += 1;
  // Squares of the probabilities: 36 : 9 : 1 of 46.
  expect(counts).toEqual([360, 90, 10]);
});

it('leaves out what is not needed to reach top-p, and never everything', () => {
  const logits = logitsOf(0.1, 0.6, 0.3);
  const drawn = (topP: number) =>
    new Set(Array.from({ length: 100 }, (_, draw) => chooseToken(logits, { temperature: 1, topP }, draw / 100)));
  expect([...drawn(0.55)]).toEqual([1]);
  expect([...drawn(0.85)].sort()).toEqual([1, 2]);
  expect([...drawn(0.01)]).toEqual([1]);
});

it('never draws a forbidden token', () => {
  fc.assert(
    fc.property(anyLogits, anyUniform, fc.double({ min: 0.1, max: 10, noNaN: true }), (logits, uniform, temperature) => {
      const withForbidden = Float32Array.from([Number.NEGATIVE_INFINITY, ...logits]);
      return chooseToken(withForbidden, { temperature }, uniform) !== 0;
    }),
  );
});

it.each([{ temperature: -1 }, { temperature: Number.NaN }, { topP: 0 }, { topP: 1.1 }])('refuses %o', (options) => {
  expect(() => checkSampling(options)).toThrow(expect.objectContaining({ code: 'SAMPLING' }));
});
