import { splitSentences } from '@tldr-rm/align';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizeRewards } from './summarize';

const thresholds = { token: 0.5, sentence: 0.5, response: 0.5 };

/** One token for each run of white space and of anything else, so that there are tokens within, across and between sentences. */
const offsetsOf = (text: string, pattern: RegExp): [number, number][] =>
  Array.from(text.matchAll(pattern), ({ 0: { length }, index }) => [index, index + length]);

describe('summarizeRewards', () => {
  it('gives each sentence the lowest reward of a token that shares a character with it, and the response that of its sentences', () => {
    const text = fc
      .array(fc.constantFrom('A', 'b', '. ', '.', ' ', '\n', '猫', '。', '🍎'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    const pattern = fc.constantFrom(/\S+|\s+/gu, /.{1,3}/gsu, /./gsu);
    fc.assert(
      fc.property(text, pattern, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (response, tokenPattern, stream) => {
        const offsets = offsetsOf(response, tokenPattern);
        const rewards = offsets.map(() => stream.next().value);
        const { sentences, response: whole } = summarizeRewards(response, offsets, { rewards }, thresholds, {
          taxonomies: [],
        });
        const expected = splitSentences(response).map(({ start, end }) =>
          Math.min(...rewards.filter((_, index) => offsets[index]![0] < end && offsets[index]![1] > start)),
        );
        expect(sentences.map(({ reward }) => reward)).toEqual(expected);
        expect(sentences.map(({ hallucinated }) => hallucinated)).toEqual(expected.map((reward) => reward < 0.5));
        expect(whole.reward).toBe(Math.min(1, ...expected));
      }),
    );
  });

  it('scales the worst token of a sentence and of the response as the calibration says', () => {
    const identity = { temperature: 1, bias: 0 };
    const calibration = { token: identity, sentence: { temperature: 2, bias: 0 }, response: { temperature: 1, bias: 3 } };
    const { tokens, sentences, response } = summarizeRewards(
      'No. Yes.',
      [
        [0, 3],
        [4, 8],
      ],
      { rewards: [0.1, 0.9] },
      thresholds,
      { taxonomies: [], calibration },
    );
    expect(tokens.map(({ reward }) => reward)).toEqual([0.1, 0.9]);
    expect(sentences.map(({ reward }) => reward)).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    expect(response).toEqual({ reward: expect.closeTo(1 / (1 + 9 * Math.exp(-3)), 12), hallucinated: false });
  });
});

it('gives every token and sentence the verdict on the whole, and no spans, where whole responses are judged', () => {
  const calibration = { token: { temperature: 1, bias: 0 }, sentence: { temperature: 1, bias: 5 }, response: { temperature: 1, bias: 1 } };
  const offsets: [number, number][] = [
    [0, 3],
    [4, 8],
  ];
  const manifest = { rewardLevel: 'response' as const, taxonomies: [], calibration };
  const detection = summarizeRewards('No. Yes.', offsets, { rewards: [0.1, 0.4] }, { token: 0, sentence: 0, response: 0.5 }, manifest);
  const reward = 1 / (1 + 9 * Math.exp(-1));
  expect(detection.response).toEqual({ reward: expect.closeTo(reward, 12), hallucinated: true });
  for (const part of [...detection.tokens, ...detection.sentences]) expect(part).toMatchObject(detection.response);
  expect(detection.sentences.map(({ text }) => text)).toEqual(['No.', 'Yes.']);
  expect(detection).toMatchObject({ spans: [], level: 'response' });
});
