import { HALLUCINATED, loadTokenizer, tokenLabels } from '@tldr-rm/align';
import { BatchItemError, type DetectorItem, openImage, readDetectorFolder, summarizeRewards } from '@tldr-rm/detect';
import { DEFAULT_THRESHOLDS } from '@tldr-rm/evaluate';
import {
  judgeResponse,
  type LanguageModelClient,
  type LanguageModelUsage,
  MAXIMUM_SENT_SIDE,
  type Verdict,
} from '@tldr-rm/language-models';
import { type Detection, InputError, type Span } from '@tldr-rm/schema';
import type { Scorer } from './scorer';

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
  usage: LanguageModelUsage;
}

interface Judged {
  verdict: Verdict;
  detection: Detection;
}

/** A language model that is asked which phrases are wrong, in the place of a detector. */
export interface JudgeScorer extends Scorer {
  summary(): JudgeSummary;
}

/**
 * Opens a judge. Tokens of the phrases that it quotes get reward 0, all others 1; a response of which it quotes anything has reward 0, also where the phrase is not
 * found in it.
 *
 * @param detector folder of the detector whose tokens the verdicts are told by, so that figures of both compare.
 * @throws {InputError} if there is no such detector.
 */
export async function openJudgeScorer(model: LanguageModelClient, detector: string): Promise<JudgeScorer> {
  const { paths } = await readDetectorFolder(detector, true);
  const tokenizer = await loadTokenizer(paths.tokenizer);
  const counts = { responses: 0, unreadable: 0, quotes: 0, quotesNotFound: 0 };

  async function judge({ image, prompt, response }: DetectorItem, signal: AbortSignal): Promise<Judged> {
    const picture = await openImage(image, MAXIMUM_SENT_SIDE, 'inside');
    const verdict = await judgeResponse(model, { picture, prompt, response, signal });
    const { offsets } = (await tokenizer.encodeBatch([response]))[0]!;
    const labels = tokenLabels(
      offsets,
      verdict.wrong.map((range): Span => ({ ...range, label: 'hallucinated' })),
    );
    const rewards = Array.from(labels, (label) => (label === HALLUCINATED ? 0 : 1));
    const detection = summarizeRewards(response, offsets, { rewards }, DEFAULT_THRESHOLDS, { taxonomies: [] });
    const isRight = verdict.quotes.length === 0;
    return { verdict, detection: isRight ? detection : { ...detection, response: { reward: 0, hallucinated: true } } };
  }

  return {
    manifest: { name: model.identity.model, thresholds: DEFAULT_THRESHOLDS },
    async detectBatch(items, { signal } = {}) {
      // One failure stops the others, so that nothing goes on being paid for.
      const failure = new AbortController();
      const either = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
      const judged = await Promise.allSettled(
        items.map(async (item, index) => {
          try {
            return await judge(item, either);
          } catch (error) {
            failure.abort(InputError.isInstance(error) ? new BatchItemError(index, error) : error);
            throw error;
          }
        }),
      );
      either.throwIfAborted();
      // Only now, since the items of a batch that fails may come again.
      return judged.map((outcome) => {
        const { verdict, detection } = (outcome as PromiseFulfilledResult<Judged>).value;
        counts.responses += 1;
        counts.unreadable += verdict.readable ? 0 : 1;
        counts.quotes += verdict.quotes.length;
        counts.quotesNotFound += verdict.notFound;
        return detection;
      });
    },
    summary: () => ({ model: model.identity.model, ...counts, usage: model.usage() }),
  };
}
