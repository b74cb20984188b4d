import { createRandomFromState } from '@tldr-rm/random';

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

const TAIL = 0.025;

/**
 * Shares of hallucinated tokens, sentences and responses, with the percentile interval of a bootstrap by pictures (Efron 1979; whole pictures are drawn with
 * replacement, since what is said of one is not independent).
 */
export function hallucinationRates(verdicts: Iterable<ResponseVerdicts>, options: RateOptions = {}): HallucinationRates {
  const byPicture = new Map<string, Record<Level, Tally>>();
  for (const { picture, tokens, sentences, response } of verdicts) {
    const tallies = byPicture.get(picture) ?? { token: newTally(), sentence: newTally(), response: newTally() };
    byPicture.set(picture, tallies);
    for (const verdict of tokens) add(tallies.token, verdict);
    for (const verdict of sentences) add(tallies.sentence, verdict);
    add(tallies.response, response);
  }
  const pictures = [...byPicture.values()];
  const estimate = (level: Level): RateEstimate =>
    estimateRate(
      pictures.map((tallies) => tallies[level]),
      options,
    );
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

function estimateRate(pictures: readonly Tally[], { seed = 1, resamples = 1000 }: RateOptions): RateEstimate {
  const total = newTally();
  for (const { count, bad, undecided } of pictures) {
    total.count += count;
    total.bad += bad;
    total.undecided += undecided;
  }
  if (total.count === 0) return { rate: null, low: null, high: null, ...total };
  const random = createRandomFromState([seed | 0, ~seed, 1, 2]);
  const rates: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    let count = 0;
    let bad = 0;
    for (let draw = 0; draw < pictures.length; draw += 1) {
      const picture = pictures[random.integer(0, pictures.length - 1)]!;
      count += picture.count;
      bad += picture.bad;
    }
    // Where only undecided pictures were drawn there is no rate.
    if (count > 0) rates.push(bad / count);
  }
  rates.sort((one, other) => one - other);
  return {
    rate: total.bad / total.count,
    low: rates[Math.floor(TAIL * rates.length)] ?? null,
    high: rates[Math.ceil((1 - TAIL) * rates.length) - 1] ?? null,
    ...total,
  };
}
