import { InputError } from '@tldr-rm/schema';
import type { LanguageModel } from 'ai';
import pLimit from 'p-limit';
import { type Answer, toAnswer } from './answers/answer';
import { type AnswerCache, cacheKey } from './answers/answer-cache';
import type { LanguageModelClient, LanguageModelIdentity, Question } from './language-model-client';
import { type ApiKeySource, apiKeyFrom } from './server/api-key';
import { checkBaseUrl } from './server/base-url';
import { AnswerTooLargeError } from './server/guarded-fetch';
import { openAICompatibleModel } from './server/openai-compatible-model';
import { REAL_CLOCK, type RetryClock } from './server/retry-clock';
import { type RetryNotice, withRetries } from './server/with-retries';
import { untilAborted } from './until-aborted';
import { type TokenPrices, UsageMeter } from './usage-meter';

/** Raise it when the same messages should lead to other requests, so that answers of before are not taken for answers to them. */
const CACHE_VERSION = 1;
/** A timer of more milliseconds fires at once. */
const MAXIMUM_TIMEOUT_SECONDS = 2_147_483;

/** How a language model is asked, wherever it is. */
export interface AskingOptions {
  /** Where answers are kept, so that none is paid for twice. */
  cache?: AnswerCache | undefined;
  /** Requests under way at once, over all that ask; 4 by default. */
  concurrency?: number | undefined;
  /** For one request, which is then sent again; 120 by default. */
  timeoutSeconds?: number | undefined;
  /** Of one request, after failures that pass; 6 by default. */
  maximumRetries?: number | undefined;
  prices?: TokenPrices | undefined;
  /** Called before each wait. */
  onRetry?: ((notice: RetryNotice) => void) | undefined;
  /** Ends all questions. */
  signal?: AbortSignal | undefined;
  /** Time and chance of retries. */
  clock?: RetryClock | undefined;
}

/** A model behind an OpenAI-compatible server. */
export interface ServedModel extends ApiKeySource {
  /** Up to `/v1`: https, or http on this machine. */
  baseUrl: string;
  /** The model's name on that server. */
  model: string;
}

/** A model of the AI SDK. */
export interface ProvidedModel {
  model: Exclude<LanguageModel, string>;
}

export type OpenLanguageModelOptions = AskingOptions & (ServedModel | ProvidedModel);

/**
 * Opens a language model: nothing is sent before the first question.
 *
 * @throws {InputError} `BASE_URL`, `API_KEY` or `LANGUAGE_MODEL_OPTION`, if one of them cannot be used.
 */
export async function openLanguageModel(options: OpenLanguageModelOptions): Promise<LanguageModelClient> {
  const { cache, concurrency = 4, timeoutSeconds = 120, maximumRetries = 6, prices, onRetry, clock = REAL_CLOCK } = options;
  checkNumber('concurrency', concurrency, Number.isInteger(concurrency) && concurrency >= 1);
  checkNumber('timeoutSeconds', timeoutSeconds, timeoutSeconds > 0 && timeoutSeconds <= MAXIMUM_TIMEOUT_SECONDS);
  checkNumber('maximumRetries', maximumRetries, Number.isInteger(maximumRetries) && maximumRetries >= 0);
  const { model, name, identity } = await resolveModel(options);
  const limit = pLimit(concurrency);
  const meter = new UsageMeter(prices);
  let withSchema = true;
  let hasAnswered = false;

  async function send(question: Question, schema: Question['schema'], signal: AbortSignal | undefined): Promise<Answer> {
    const { system, messages, seed, maximumTokens, temperature, topP } = question;
    const { generateText, NoObjectGeneratedError, Output } = await import('ai');
    const timeout = AbortSignal.timeout(1000 * timeoutSeconds);
    try {
      const { text, finishReason, usage } = await generateText({
        model,
        messages,
        seed,
        maxOutputTokens: maximumTokens,
        maxRetries: 0,
        abortSignal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        ...(system !== undefined && { system }),
        ...(temperature !== undefined && { temperature }),
        ...(topP !== undefined && { topP }),
        ...(schema !== undefined && { output: Output.object({ schema }) }),
      });
      return toAnswer(text, finishReason, usage);
    } catch (error) {
      // It is an answer, if not the one that was wished for, and what is wrong with it is found out later.
      if (NoObjectGeneratedError.isInstance(error)) return toAnswer(error.text ?? '', error.finishReason, error.usage);
      // What is far too long would be as long again.
      if (error instanceof AnswerTooLargeError) return { text: '', end: 'too-large' };
      throw error;
    }
  }

  /** Servers without JSON schemas refuse them; those that fail without a schema too have another reason. */
  async function sendInKnownMode(question: Question, signal: AbortSignal | undefined): Promise<Answer> {
    if (!withSchema || question.schema === undefined) return send(question, undefined, signal);
    try {
      return await send(question, question.schema, signal);
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode;
      if (status !== 400 && status !== 422) throw error;
      const answer = await send(question, undefined, signal);
      withSchema = false;
      return answer;
    }
  }

  async function askServer(question: Question, key: string, signal: AbortSignal | undefined): Promise<Answer> {
    const answer = await withRetries(() => sendInKnownMode(question, signal), {
      maximumRetries,
      clock,
      signal,
      hasAnswered: () => hasAnswered,
      onRetry: (notice) => {
        meter.count('retries');
        onRetry?.(notice);
      },
    });
    hasAnswered = true;
    meter.countCall(answer);
    await cache?.write(key, answer);
    return answer;
  }

  return {
    identity,
    usage: () => meter.summary(),
    async ask(question) {
      const signal = either(options.signal, question.signal);
      signal?.throwIfAborted();
      const key = keyOf(name, question);
      const known = (await cache?.read(key)) ?? null;
      if (known !== null) {
        meter.count('cached');
        return known;
      }
      return untilAborted(
        limit(() => askServer(question, key, signal)),
        signal,
      );
    },
  };
}

async function resolveModel(
  options: OpenLanguageModelOptions,
): Promise<{ model: LanguageModel; name: string; identity: LanguageModelIdentity }> {
  if (!('baseUrl' in options)) {
    const { model } = options;
    const name = `${model.provider}/${model.modelId}`;
    return { model, name, identity: { model: name } };
  }
  const baseUrl = checkBaseUrl(options.baseUrl);
  const model = await openAICompatibleModel(baseUrl, options.model, apiKeyFrom(options));
  return { model, name: `openai-compatible.chat/${options.model}`, identity: { model: options.model, baseUrl } };
}

/** All that an answer depends on but the server: it may move, or several may share the work. */
function keyOf(name: string, { system, messages, identity, seed, maximumTokens, temperature, topP }: Question): string {
  const asked = identity === undefined ? [system, messages] : [identity];
  return cacheKey([CACHE_VERSION, name, ...asked, seed, maximumTokens, temperature ?? null, ...(topP === undefined ? [] : [topP])]);
}

function either(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one !== undefined && other !== undefined ? AbortSignal.any([one, other]) : (one ?? other);
}

function checkNumber(option: string, value: number, isFine: boolean): void {
  if (!isFine) throw new InputError('LANGUAGE_MODEL_OPTION', `${option} cannot be ${value}. Give a positive number, such as the default.`);
}
