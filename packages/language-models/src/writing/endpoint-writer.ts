import pLimit from 'p-limit';
import { type AskingOptions, openLanguageModel } from '../open-language-model';
import { MAXIMUM_SENT_SIDE } from '../pictures/encode-picture';
import type { EnvironmentVariables } from '../server/api-key';
import type { CaptionWriter } from './caption-writer';
import type { EndpointSpec } from './endpoint-spec';
import { writeAboutPicture } from './write-about-picture';

/** Questions that are opened ahead for each request under way. */
const AHEAD = 4;
/** Seeds that all servers take are 31 bits. */
const SEEDS = 0x7fff_ffff;

export interface OpenEndpointWriterOptions extends Pick<AskingOptions, 'onRetry' | 'clock'> {
  /** Where the variable that the spec names is looked up, such as `process.env`. */
  environment?: EnvironmentVariables | undefined;
}

/**
 * A generator behind an OpenAI-compatible server that takes pictures as data URIs. Whoever asks it keeps the answers: it has no cache of its own.
 *
 * @throws {InputError} if the address or the key cannot be used.
 */
export async function openEndpointWriter(spec: EndpointSpec, options: OpenEndpointWriterOptions = {}): Promise<CaptionWriter> {
  const { baseUrl, model: name, apiKeyEnv, seed, temperature, topP, maximumTokens, picture, concurrency, timeoutSeconds, prices } = spec;
  const model = await openLanguageModel({
    ...options,
    baseUrl,
    model: name,
    apiKeyEnvironmentVariable: apiKeyEnv,
    concurrency,
    timeoutSeconds,
    prices,
  });
  // Pictures are decoded no sooner than they can be sent.
  const limit = pLimit(concurrency);
  const decoding = { alteration: picture, temperature, topP, maximumTokens };

  return {
    pictureSize: MAXIMUM_SENT_SIDE,
    pictureFit: 'inside',
    identity: { baseUrl, model: name, seed, temperature, topP, maximumTokens, picture },
    batch: AHEAD * concurrency,
    async write(questions, onAnswer, signal) {
      // One failure stops the others, so that nothing goes on being paid for.
      const failure = new AbortController();
      const either = AbortSignal.any([signal, failure.signal]);
      const outcomes = await Promise.allSettled(
        questions.map(({ picture: image, prompt, seed: own }, index) =>
          limit(async () => {
            either.throwIfAborted();
            try {
              await onAnswer(
                index,
                await writeAboutPicture(model, { ...decoding, picture: image, prompt, seed: (seed + own) % SEEDS, signal: either }),
              );
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
      const { cached: _, ...usage } = model.usage();
      return usage;
    },
    close: () => undefined,
  };
}
