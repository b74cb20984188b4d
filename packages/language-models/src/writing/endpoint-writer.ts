import { InputError } from '@tldr-rm/schema';
import pLimit from 'p-limit';
import { type Answer, toAnswer } from '../answers/answer';
import { encodePicture, MAX_SENT_SIDE } from '../encode-picture';
import { AnswerTooLargeError } from '../server/guarded-fetch';
import { openAICompatibleModel } from '../server/openai-compatible-model';
import { REAL_ENVIRONMENT, type RetryEnvironment, withRetries } from '../server/with-retries';
import { UsageMeter } from '../usage-meter';
import { alterPicture } from './alter-picture';
import type { CaptionWriter, OpenedQuestion } from './caption-writer';
import type { EndpointSpec } from './generator-spec';

/** Of one request, after failures that pass. */
const MAX_RETRIES = 6;
/** Questions that are opened ahead for each request under way. */
const AHEAD = 4;

/**
 * A generator behind an OpenAI-compatible server that takes pictures as data URIs.
 *
 * @param environment time and chance of retries.
 * @throws {InputError} if the address or the key cannot be used.
 */
export async function openEndpointWriter(spec: EndpointSpec, environment: RetryEnvironment = REAL_ENVIRONMENT): Promise<CaptionWriter> {
  const { baseUrl, model: name, apiKeyEnv, seed, temperature, topP, maximumTokens, picture, concurrency, timeoutSeconds, prices } = spec;
  const apiKey = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  if (apiKeyEnv !== undefined && !apiKey) {
    throw new InputError('USAGE', `generator "${spec.name}": there is no environment variable ${apiKeyEnv} (apiKeyEnv).`);
  }
  const [model, { generateText }] = await Promise.all([openAICompatibleModel({ baseUrl, model: name, apiKey }), import('ai')]);
  const meter = new UsageMeter(prices);
  const limit = pLimit(concurrency);

  async function ask({ picture: image, prompt, seed: own }: OpenedQuestion, signal: AbortSignal): Promise<Answer> {
    const { data, mediaType } = await encodePicture(await alterPicture(await image.decode(), picture));
    const send = async (): Promise<Answer> => {
      const { text, finishReason, usage } = await generateText({
        model,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: prompt },
              { type: 'image', image: data, mediaType },
            ],
          },
        ],
        seed: (seed + own) % 0x7fff_ffff,
        maxOutputTokens: maximumTokens,
        maxRetries: 0,
        abortSignal: AbortSignal.any([signal, AbortSignal.timeout(1000 * timeoutSeconds)]),
        ...(temperature !== undefined && { temperature }),
        ...(topP !== undefined && { topP }),
      });
      return toAnswer(text.trim(), finishReason, usage);
    };
    // What is far too long is an answer, and would be as long again.
    const sendBounded = (): Promise<Answer> =>
      send().catch((error: unknown) => {
        if (error instanceof AnswerTooLargeError) return { text: '', end: 'too-large' };
        throw error;
      });
    const answer = await withRetries(sendBounded, { maxRetries: MAX_RETRIES, environment, signal, onRetry: () => meter.count('retries') });
    meter.countCall(answer);
    return answer;
  }

  return {
    pictureSize: MAX_SENT_SIDE,
    pictureFit: 'inside',
    identity: { baseUrl, model: name, seed, temperature, topP, maximumTokens, picture },
    batch: AHEAD * concurrency,
    async write(questions, onAnswer, signal) {
      // One failure stops the others, so that nothing goes on being paid for.
      const failure = new AbortController();
      const either = AbortSignal.any([signal, failure.signal]);
      const outcomes = await Promise.allSettled(
        questions.map((question, index) =>
          limit(async () => {
            either.throwIfAborted();
            try {
              await onAnswer(index, await ask(question, either));
            } catch (error) {
              failure.abort(error);
              throw error;
            }
          }),
        ),
      );
      signal.throwIfAborted();
      if (outcomes.some(({ status }) => status === 'rejected')) throw failure.signal.reason;
    },
    usage: () => {
      const { calls, retries, tokens, unmetered, cost } = meter.summary();
      return { calls, retries, tokens, unmetered, cost };
    },
    close: () => undefined,
  };
}
