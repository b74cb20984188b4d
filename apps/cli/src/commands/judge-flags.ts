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
export const JUDGE_ONLY = [
  ['baseUrl', '--base-url'],
  ['apiKeyEnv', '--api-key-env'],
  ['cache', '--cache'],
  ['priceIn', '--price-in'],
  ['priceOut', '--price-out'],
] as const;

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
