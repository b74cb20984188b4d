import { HALLUCINATED, loadTokenizer, tokenLabels } from '@tldr-rm/align';
import type { Scorer } from '@tldr-rm/detect';
import { BatchItemError, type DetectorItem, openImage, readDetectorFolder, summarizeRewards, TextError } from '@tldr-rm/detect';
import { DEFAULT_THRESHOLDS } from '@tldr-rm/evaluate';
import { type Detection, InputError, type Span } from '@tldr-rm/schema';
import type { AnswerCache } from '../answers/answer-cache';
import { parseJsonAnswer } from '../answers/parse-answer';
import { createAsk } from '../ask-language-model';
import { askAgain } from '../conversation';
import { encodePicture, MAX_SENT_SIDE } from '../encode-picture';
import { openAICompatibleModel } from '../server/openai-compatible-model';
import { REAL_ENVIRONMENT, type RetryEnvironment } from '../server/with-retries';
import { type LanguageModelUsage, type TokenPrices, UsageMeter } from '../usage-meter';
import { askForVerdict, judgeInstructions, verdictSchema } from './judge-prompt';
import { locateQuotes } from './locate-quotes';

/** Longest prompt and longest response that are sent, in characters: more is paid for and, as far as is known, judged badly. */
const LONGEST_TEXT = 8000;
/** Answers that are asked for where one cannot be read. */
const ATTEMPTS = 3;
/** Tokens of an answer: some thinking aloud, and a hundred short phrases. */
const MAX_ANSWER_TOKENS = 2048;
/** Of one request, after failures that pass. */
const MAX_RETRIES = 6;

export interface JudgeOptions {
  /** OpenAI-compatible server, up to /v1, with a model that sees pictures. */
  baseUrl: string;
  model: string;
  apiKey?: string | undefined;
  /** Keeps answers, so that none is paid for twice. */
  cache: AnswerCache;
  /** Requests under way at once. */
  concurrency: number;
  timeoutSeconds: number;
  prices?: TokenPrices | undefined;
  /** Folder of the detector whose tokens the verdicts are told by, so that figures of both compare. */
  detector: string;
  /** Time and chance of retries. */
  environment?: RetryEnvironment;
}

/** What came of the answers so far. */
export interface JudgeSummary {
  model: string;
  /** Responses that were judged. */
  responses: number;
  /** Responses whose answers could not be read, in all attempts; they count as if nothing was found. */
  unreadable: number;
  /** Phrases that were quoted, and those of them that are not in the response. */
  quotes: number;
  quotesNotFound: number;
  /** Of this run. */
  usage: Pick<LanguageModelUsage, 'calls' | 'cached' | 'retries' | 'tokens' | 'unmetered' | 'cost'>;
}

/** A language model that is asked which phrases are wrong, in the place of a detector. */
export interface LanguageModelJudge extends Scorer {
  summary(): JudgeSummary;
}

/**
 * Opens a judge. Tokens of the phrases that it quotes get reward 0, all others 1; a response of which it quotes anything has reward 0, also where the phrase is not
 * found in it.
 *
 * @throws {InputError} if the address or the key cannot be used, or there is no such detector.
 */
export async function openJudge(options: JudgeOptions): Promise<LanguageModelJudge> {
  const { baseUrl, model, apiKey, cache, concurrency, timeoutSeconds, prices, detector, environment = REAL_ENVIRONMENT } = options;
  const { paths } = await readDetectorFolder(detector, true);
  const tokenizer = await loadTokenizer(paths.tokenizer);
  const meter = new UsageMeter(prices);
  const ask = createAsk({
    model: await openAICompatibleModel({ baseUrl, model, apiKey }),
    schema: verdictSchema,
    cache,
    concurrency,
    timeoutMs: 1000 * timeoutSeconds,
    maxRetries: MAX_RETRIES,
    temperature: undefined,
    environment,
    meter,
  });
  const counts = { responses: 0, unreadable: 0, quotes: 0, quotesNotFound: 0 };

  /** The phrases that are wrong; null if no answer can be read. */
  async function askForQuotes({ image, prompt, response }: DetectorItem, signal: AbortSignal): Promise<string[] | null> {
    const picture = await openImage(image, MAX_SENT_SIDE, 'inside');
    const first = askForVerdict(await encodePicture(await picture.decode()), prompt, response);
    const identity = ['judge', picture.key, MAX_SENT_SIDE, ...judgeInstructions(prompt, response)];
    let conversation = first;
    const said: string[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const asked = { conversation, identity: [...identity, ...said], seed: attempt, maxOutputTokens: MAX_ANSWER_TOKENS, signal };
      const answer = await ask(asked);
      const verdict = parseJsonAnswer(answer.text, verdictSchema);
      if (!('problem' in verdict)) return verdict.wrong;
      if (answer.end === 'refused') return null;
      said.push(answer.text);
      conversation = askAgain(first, answer.text, explain(answer.end === 'complete' ? verdict.problem : 'too-long'));
    }
    return null;
  }

  async function judge(item: DetectorItem, signal: AbortSignal): Promise<Detection> {
    checkTexts(item);
    const { offsets } = (await tokenizer.encodeBatch([item.response]))[0]!;
    const quotes = await askForQuotes(item, signal);
    const { ranges, notFound } = locateQuotes(item.response, quotes ?? []);
    counts.responses += 1;
    counts.unreadable += quotes === null ? 1 : 0;
    counts.quotes += quotes?.length ?? 0;
    counts.quotesNotFound += notFound;
    const labels = tokenLabels(
      offsets,
      ranges.map((range): Span => ({ ...range, label: 'hallucinated' })),
    );
    const rewards = Array.from(labels, (label) => (label === HALLUCINATED ? 0 : 1));
    const detection = summarizeRewards(item.response, offsets, { rewards }, DEFAULT_THRESHOLDS, { taxonomies: [] });
    return quotes === null || quotes.length === 0 ? detection : { ...detection, response: { reward: 0, hallucinated: true } };
  }

  return {
    manifest: { name: model, thresholds: DEFAULT_THRESHOLDS },
    close: async () => undefined,
    async detectBatch(items) {
      // One failure stops the others, so that nothing goes on being paid for.
      const failure = new AbortController();
      const judged = await Promise.allSettled(
        items.map(async (item, index) => {
          try {
            return await judge(item, failure.signal);
          } catch (error) {
            failure.abort(error instanceof InputError ? new BatchItemError(index, error) : error);
            throw error;
          }
        }),
      );
      failure.signal.throwIfAborted();
      return judged.map((outcome) => (outcome as PromiseFulfilledResult<Detection>).value);
    },
    summary() {
      const { calls, cached, retries, tokens, unmetered, cost } = meter.summary();
      return { model, ...counts, usage: { calls, cached, retries, tokens, unmetered, cost } };
    },
  };
}

function checkTexts({ prompt, response }: DetectorItem): void {
  if (response.trim() === '') throw new TextError('RESPONSE_EMPTY', 'the response is empty: there is nothing to judge.');
  for (const [name, text] of Object.entries({ prompt, response })) {
    if (text.length > LONGEST_TEXT) {
      throw new TextError('TEXT_TOO_LONG', `the ${name} has ${text.length} characters; at most ${LONGEST_TEXT} are sent to a judge.`);
    }
  }
}

function explain(problem: 'empty' | 'not-json' | 'wrong-schema' | 'too-long'): string {
  switch (problem) {
    case 'empty':
      return 'There is no answer.';
    case 'not-json':
      return 'There is no JSON object in it.';
    case 'wrong-schema':
      return 'The JSON object must have one key, "wrong", with a list of phrases.';
    case 'too-long':
      return 'It is too long, and was cut off.';
  }
}
