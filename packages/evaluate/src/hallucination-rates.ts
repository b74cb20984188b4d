import { createRandomFromState, drawResamples, percentileInterval, unanimousInterval, unseenShare } from '@tldr-rm/random';
import { checkResamples } from './bootstrap';

/** Levels at which something is hallucinated or not: a sentence or a response is if one of its tokens is. */
export const LEVELS = ['token', 'sentence', 'response'] as const;
export type Level = (typeof LEVELS)[number];

/** What was found about a response: true where it is hallucinated, false where it is right, null where that was not decided. */
export interface ResponseVerdicts {
  /** The picture it is about. Responses about one picture are drawn together when the interval is made, since they stand or fall together. */
  picture: string;
  tokens: readonly (boolean | null)[];
  sentences: readonly (boolean | null)[];
  response: boolean | null;
}

/** A share of what was decided, with its 95 % interval. Null where nothing was decided. */
export interface RateEstimate {
  rate: number | null;
  low: number | null;
  high: number | null;
  /** How many were decided. */
  count: number;
  /** How many of them are hallucinated. */
  bad: number;
  undecided: number;
}

export type HallucinationRates = Record<Level, RateEstimate>;

export interface RateOptions {
  /** Whole number, by which pictures are redrawn; 1 by default. */
  seed?: number;
  /** How often pictures are redrawn; 1000 by default. */
  resamples?: number;
}

/**
 * Shares of hallucinated tokens, sentences and responses, with the percentile interval of a bootstrap by pictures (Efron 1979; whole pictures are drawn with
 * replacement, since what is said of one is not independent). Where all pictures say the same (none of 17 is hallucinated), the interval is that of Wilson by pictures.
 *
 * @throws {InputError} `RESAMPLES` unless there is at least 1.
 */
export function hallucinationRates(
  verdicts: Iterable<ResponseVerdicts>,
  { seed = 1, resamples = 1000 }: RateOptions = {},
): HallucinationRates {
  checkResamples(resamples);
  const byPicture = new Map<string, Record<Level, Tally>>();
  for (const { picture, tokens, sentences, response } of verdicts) {
    const tallies = byPicture.get(picture) ?? { token: newTally(), sentence: newTally(), response: newTally() };
    byPicture.set(picture, tallies);
    for (const verdict of tokens) add(tallies.token, verdict);
    for (const verdict of sentences) add(tallies.sentence, verdict);
    add(tallies.response, response);
  }
  const pictures = [...byPicture.values()];
  const once = new Uint32Array(pictures.length).fill(1);
  const drawn: Record<Level, number[]> = { token: [], sentence: [], response: [] };
  for (const weights of drawResamples(pictures.length, resamples, createRandomFromState([seed | 0, ~seed, 1, 2]))) {
    for (const level of LEVELS) {
      const { count, bad } = totalOf(pictures, level, weights);
      // Where only undecided pictures were drawn there is no rate.
      if (count > 0) drawn[level].push(bad / count);
    }
  }
  const estimate = (level: Level): RateEstimate => {
    const total = totalOf(pictures, level, once);
    const decided = pictures.filter((tallies) => tallies[level].count > 0).length;
    return { ...estimateRate(total, drawn[level], decided), ...total };
  };
  return { token: estimate('token'), sentence: estimate('sentence'), response: estimate('response') };
}

interface Tally {
  count: number;
  bad: number;
  undecided: number;
}

function newTally(): Tally {
  return { count: 0, bad: 0, undecided: 0 };
}

function add(tally: Tally, verdict: boolean | null): void {
  if (verdict === null) tally.undecided += 1;
  else {
    tally.count += 1;
    if (verdict) tally.bad += 1;
  }
}

function totalOf(pictures: readonly Record<Level, Tally>[], level: Level, weights: Uint32Array): Tally {
  const total = newTally();
  for (let picture = 0; picture < pictures.length; picture += 1) {
    const weight = weights[picture]!;
    if (weight === 0) continue;
    const { count, bad, undecided } = pictures[picture]![level];
    total.count += weight * count;
    total.bad += weight * bad;
    total.undecided += weight * undecided;
  }
  return total;
}

/** @param decided pictures of which something was decided. */
function estimateRate({ count, bad }: Tally, rates: readonly number[], decided: number): Pick<RateEstimate, 'rate' | 'low' | 'high'> {
  if (count === 0) return { rate: null, low: null, high: null };
  const rate = bad / count;
  const drawn = rates.length === 0 ? { low: rate, high: rate } : percentileInterval(rates);
  const { low, high } = drawn.low < drawn.high ? drawn : unanimousInterval(rate, unseenShare(decided));
  return { rate, low, high };
}
