import type { Answer } from './answers/answer';

/** Price of tokens, in whatever currency. */
export interface TokenPrices {
  promptPerMillion: number;
  completionPerMillion: number;
}

/** What a run has asked for and paid so far. */
export interface LanguageModelUsage {
  /** Answers that the server gave in this run. */
  calls: number;
  /** Answers that an earlier run had paid for. */
  cached: number;
  /** Requests that were sent again because the server or the connection failed. */
  retries: number;
  /** Tokens of `calls`, as the server counted them. */
  tokens: { prompt: number; completion: number };
  /** Calls whose tokens the server did not tell; they are missing in `tokens` and `cost`. */
  unmetered: number;
  /** Of `tokens`; null if no prices are known. */
  cost: number | null;
}

/** Counts what a run uses. */
export class UsageMeter {
  readonly #prices: TokenPrices | undefined;
  readonly #counts = { calls: 0, cached: 0, retries: 0 };
  readonly #tokens = { prompt: 0, completion: 0 };
  #unmetered = 0;

  constructor(prices: TokenPrices | undefined) {
    this.#prices = prices;
  }

  count(what: 'cached' | 'retries'): void {
    this.#counts[what] += 1;
  }

  countCall({ promptTokens, completionTokens }: Answer): void {
    this.#counts.calls += 1;
    if (promptTokens === undefined || completionTokens === undefined) this.#unmetered += 1;
    this.#tokens.prompt += promptTokens ?? 0;
    this.#tokens.completion += completionTokens ?? 0;
  }

  /** A copy of the counts as they are now. */
  summary(): LanguageModelUsage {
    const { prompt, completion } = this.#tokens;
    const prices = this.#prices;
    return {
      ...this.#counts,
      tokens: { prompt, completion },
      unmetered: this.#unmetered,
      cost: prices === undefined ? null : (prompt * prices.promptPerMillion + completion * prices.completionPerMillion) / 1_000_000,
    };
  }
}
