import type { z } from 'zod';
import type { Answer } from './answers/answer';
import type { Conversation } from './conversation';
import type { LanguageModelUsage } from './usage-meter';

/** What a model is asked, and how it is to answer. */
export interface Question extends Conversation {
  /** What the answer is to be; servers that understand JSON schemas are held to it, and others are asked without. The messages must say it too. */
  schema?: z.ZodType | undefined;
  /** Whole number below 2^31. */
  seed: number;
  /** Of the answer. */
  maximumTokens: number;
  /** By default the server's. */
  temperature?: number | undefined;
  /** By default the server's. */
  topP?: number | undefined;
  /** Stands for the conversation where answers are kept: short, and as different as conversations are. Without it, the conversation is written down whole. */
  identity?: readonly unknown[] | undefined;
  /** Ends this question alone. */
  signal?: AbortSignal | undefined;
}

/** Names the model that is asked, without anything secret. */
export interface LanguageModelIdentity {
  model: string;
  /** Absent for models of the AI SDK. */
  baseUrl?: string;
}

/** A language model that can be asked. It holds nothing that has to be closed. */
export interface LanguageModelClient {
  readonly identity: LanguageModelIdentity;
  /**
   * Gives the model's answer, from the cache if it was given before; it is in the cache before anybody sees it.
   *
   * @throws {LanguageModelError} if the model cannot be used as asked, at once or after all retries.
   * @throws {InputError} `CACHE_UNREADABLE` or `CACHE_UNWRITABLE`.
   * @throws the reason of a signal, as soon as it aborts.
   */
  ask(question: Question): Promise<Answer>;
  /** What has been asked for and paid so far. */
  usage(): LanguageModelUsage;
}
