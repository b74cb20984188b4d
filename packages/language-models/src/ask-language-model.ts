import type { LanguageModel } from 'ai';
import pLimit from 'p-limit';
import type { z } from 'zod';
import { type Answer, toAnswer } from './answers/answer';
import { type AnswerCache, cacheKey } from './answers/answer-cache';
import type { Conversation } from './conversation';
import { AnswerTooLargeError } from './server/guarded-fetch';
import { type RetryEnvironment, withRetries } from './server/with-retries';
import type { UsageMeter } from './usage-meter';

/** Raise it when the same messages should lead to other requests, so that answers of before are not taken for answers to them. */
const CACHE_VERSION = 1;

export interface AskOptions {
  model: LanguageModel;
  /** What answers are to be; servers that understand JSON schemas are held to it. */
  schema: z.ZodType;
  cache: AnswerCache | undefined;
  concurrency: number;
  timeoutMs: number;
  maxRetries: number;
  temperature: number | undefined;
  environment: RetryEnvironment;
  meter: UsageMeter;
}

export interface Question {
  conversation: Conversation;
  /** Stands for the conversation where answers are kept: short, and as different as conversations are. Without it, the conversation is written down whole. */
  identity?: unknown;
  seed: number;
  maxOutputTokens: number;
  signal: AbortSignal | undefined;
}

/** Gives the model's answer, from the cache if it was given before; it is in the cache before anybody sees it. */
export type Ask = (question: Question) => Promise<Answer>;

/** Makes the function that asks a language model. It keeps to the limit of concurrent requests, over all that call it. */
export function createAsk({
  model,
  schema: answerSchema,
  cache,
  concurrency,
  timeoutMs,
  maxRetries,
  temperature,
  environment,
  meter,
}: AskOptions): Ask {
  const limit = pLimit(concurrency);
  const name = typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
  let withSchema = true;

  async function send({ conversation, seed, maxOutputTokens, signal }: Question, schema: boolean): Promise<Answer> {
    const { generateText, NoObjectGeneratedError, Output } = await import('ai');
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const { text, finishReason, usage } = await generateText({
        model,
        ...conversation,
        seed,
        maxOutputTokens,
        maxRetries: 0,
        abortSignal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        ...(temperature === undefined ? {} : { temperature }),
        ...(schema ? { output: Output.object({ schema: answerSchema }) } : {}),
      });
      return toAnswer(text, finishReason, usage);
    } catch (error) {
      // It is an answer, if not the one that was wished for, and what is wrong with it is found out later.
      if (NoObjectGeneratedError.isInstance(error)) return toAnswer(error.text ?? '', error.finishReason, error.usage);
      if (error instanceof AnswerTooLargeError) return { text: '', end: 'too-large' };
      throw error;
    }
  }

  /** Servers without JSON schemas refuse them; those that fail without a schema too have another reason. */
  async function sendInKnownMode(question: Question): Promise<Answer> {
    if (!withSchema) return send(question, false);
    try {
      return await send(question, true);
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode;
      if (status !== 400 && status !== 422) throw error;
      const answer = await send(question, false);
      withSchema = false;
      return answer;
    }
  }

  return async (question) => {
    const { conversation, identity, seed, maxOutputTokens, signal } = question;
    const asked = identity === undefined ? [conversation.system, conversation.messages] : [identity];
    const key = cacheKey([CACHE_VERSION, name, ...asked, seed, maxOutputTokens, temperature ?? null]);
    const known = (await cache?.read(key)) ?? null;
    if (known !== null) {
      meter.count('cached');
      return known;
    }
    return limit(async () => {
      const answer = await withRetries(() => sendInKnownMode(question), {
        maxRetries,
        environment,
        signal,
        onRetry: () => meter.count('retries'),
      });
      meter.countCall(answer);
      await cache?.write(key, answer);
      return answer;
    });
  };
}
