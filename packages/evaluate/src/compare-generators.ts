import { type HallucinationRates, LEVELS, type Level } from './hallucination-rates';
import { kendall, spearman } from './rank-correlation';

/** How much a generator hallucinates. */
export interface GeneratorFigures {
  name: string;
  /** Its settings, as the file of generators gives them. */
  settings: Readonly<Record<string, unknown>>;
  captions: number;
  /** Captions without a word; they count at no level. */
  empty: number;
  /** Captions that the limit of tokens or a filter ended. */
  cutOff: number;
  /** Mean over captions, in the detector's tokens. */
  tokensPerCaption: number;
  /** Captions about pictures unlike those that the detector was trained on. */
  outsideDomain: number;
  /** Captions that were there from an earlier run. */
  cached: number;
  usage?: {
    /** Answers that a server gave in this run, and requests that were sent again. */
    calls: number;
    retries: number;
    tokens: { prompt: number; completion: number };
    /** Calls whose tokens the server did not tell. */
    unmetered: number;
    /** Null if no prices are known. */
    cost: number | null;
  };
  /** What the detector calls hallucinated. */
  rates: HallucinationRates;
  /** What is hallucinated by the scenes' truth, where samples have it. */
  truth?: TruthFigures;
}

/** What a check against the scenes says. */
export interface TruthFigures {
  rates: HallucinationRates;
  /** Captions whose sample carries its scene. */
  checked: number;
  sentences: number;
  /** Sentences that the check could read; the others are undecided. */
  sentencesRead: number;
}

/** How the detector's order of generators agrees with the true one. Null where it is not defined: fewer than two generators, or all of one rate. */
export interface Agreement {
  spearman: number | null;
  kendall: number | null;
  generators: number;
}

/** Generators beside each other. */
export interface Comparison {
  detector: string;
  pictures: number;
  questions: number;
  generators: GeneratorFigures[];
  /** Names, from the lowest rate to the highest; those without a rate are left out. */
  ranking: Record<Level, string[]>;
  /** Present where samples carry scenes. */
  agreement?: Record<Level, Agreement>;
}

/** Ranks generators, and compares the order with the true one. */
export function compareGenerators(
  head: Pick<Comparison, 'detector' | 'pictures' | 'questions'>,
  generators: GeneratorFigures[],
): Comparison {
  const byLevel = <Value>(of: (level: Level) => Value): Record<Level, Value> =>
    Object.fromEntries(LEVELS.map((level) => [level, of(level)])) as Record<Level, Value>;
  const ranking = byLevel((level) =>
    generators
      .filter(({ rates }) => rates[level].rate !== null)
      .sort((one, other) => one.rates[level].rate! - other.rates[level].rate!)
      .map(({ name }) => name),
  );
  const hasTruth = generators.some(({ truth }) => truth !== undefined);
  return { ...head, generators, ranking, ...(hasTruth && { agreement: byLevel((level) => agreementAt(level, generators)) }) };
}

function agreementAt(level: Level, generators: readonly GeneratorFigures[]): Agreement {
  const pairs = generators.flatMap(({ rates, truth }) => {
    const [detected, actual] = [rates[level].rate, truth?.rates[level].rate ?? null];
    return detected === null || actual === null ? [] : [[detected, actual] as const];
  });
  const detected = pairs.map(([rate]) => rate);
  const actual = pairs.map(([, rate]) => rate);
  return { spearman: spearman(detected, actual), kendall: kendall(detected, actual), generators: pairs.length };
}
