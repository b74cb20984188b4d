import type { LanguageModelUsage } from '@tldr-rm/language-models';
import type { RejectionReason } from './checks/rejection';

/** What a run has asked for, paid and got so far. */
export interface EngineUsage extends LanguageModelUsage {
  /** Negatives. */
  accepted: number;
  /** Samples that no wanted change applies to, by their text or by the model's word. */
  notApplicable: number;
  /** Samples for which all answers were rejected. */
  givenUp: number;
  /** Answers that were not used, by reason. */
  rejected: Partial<Record<RejectionReason, number>>;
}

/** Counts what became of samples and answers. */
export class OutcomeCounts {
  readonly #counts = { accepted: 0, notApplicable: 0, givenUp: 0 };
  readonly #rejected: EngineUsage['rejected'] = {};

  count(what: 'accepted' | 'notApplicable' | 'givenUp'): void {
    this.#counts[what] += 1;
  }

  countRejection(reason: RejectionReason): void {
    this.#rejected[reason] = (this.#rejected[reason] ?? 0) + 1;
  }

  /** A copy of the counts as they are now, with what the model was paid. */
  summary({ calls, cached, retries, unmetered, tokens, cost }: LanguageModelUsage): EngineUsage {
    return { calls, cached, retries, unmetered, ...this.#counts, tokens, cost, rejected: { ...this.#rejected } };
  }
}
