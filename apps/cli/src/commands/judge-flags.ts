import type { Command } from 'commander';
import { parseCount, parsePrice } from './option-parsers';

/** Flags of `tldr-rm evaluate` that speak of a language model in the place of a detector. */
export interface JudgeFlags {
  judge?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  cache?: string;
  concurrency: number;
  timeout: number;
  priceIn?: number;
  priceOut?: number;
}

/** Flags that say nothing without `--judge`, and have no default. */
const JUDGE_ONLY = [
  ['baseUrl', '--base-url'],
  ['apiKeyEnv', '--api-key-env'],
  ['cache', '--cache'],
  ['priceIn', '--price-in'],
  ['priceOut', '--price-out'],
] as const;

/** Which flag gives which field of a spec. */
export const JUDGE_FIELD_FLAGS = {
  judge: '--judge',
  'judge.baseUrl': '--base-url',
  'judge.apiKeyEnv': '--api-key-env',
  'judge.concurrency': '--concurrency',
  'judge.timeoutSeconds': '--timeout',
  'judge.cache': '--cache',
  'judge.prices': '--price-in, --price-out',
};

/** What is wrong with the flags of the judge, if anything. */
export function misuseOfJudge(flags: JudgeFlags): string | null {
  const { judge, baseUrl, priceIn, priceOut } = flags;
  const alone = judge === undefined && JUDGE_ONLY.find(([name]) => flags[name] !== undefined);
  if (alone) return `${alone[1]} goes with --judge`;
  if (judge !== undefined && baseUrl === undefined) return '--judge needs --base-url (such as http://127.0.0.1:8000/v1)';
  return (priceIn === undefined) === (priceOut === undefined) ? null : '--price-in and --price-out go together';
}

/** The judge as a spec has it; undefined if there is none. */
export function judgeSpec({
  judge: model,
  baseUrl,
  apiKeyEnv,
  cache,
  concurrency,
  timeout,
  priceIn,
  priceOut,
}: JudgeFlags): object | undefined {
  if (model === undefined) return undefined;
  const prices = priceIn === undefined ? undefined : { promptPerMillion: priceIn, completionPerMillion: priceOut };
  return { model, baseUrl, apiKeyEnv, cache, concurrency, timeoutSeconds: timeout, prices };
}

export function addJudgeFlags(command: Command): Command {
  return command
    .option('--judge <model>', 'ask this language model, which must see pictures, what is wrong')
    .option('--base-url <address>', 'judge: OpenAI-compatible server, up to /v1')
    .option('--api-key-env <name>', 'judge: environment variable that holds the key')
    .option('--concurrency <number>', 'judge: requests under way at once', parseCount, 4)
    .option('--timeout <seconds>', 'judge: for one request', parseCount, 120)
    .option('--cache <folder>', 'judge: where answers are kept, so that none is paid for twice (default: DATA.answers)')
    .option('--price-in <number>', 'judge: price of a million tokens of prompts, to tell the cost', parsePrice)
    .option('--price-out <number>', 'judge: price of a million tokens of answers', parsePrice);
}
