import { createHash } from 'node:crypto';
import { openImage } from '@tldr-rm/detect';
import { type Answer, type AnswerCache, type CaptionWriter, cacheKey } from '@tldr-rm/language-models';
import type { Question } from './question';

/** Raise it when equal settings should lead to other texts, so that those of before are not taken for them. */
const CACHE_VERSION = 1;

export interface WriteCaptionsOptions {
  cache: AnswerCache;
  signal: AbortSignal;
  /** Called with the number of answers that have come. */
  advance: (count: number) => void;
}

/** What a generator said, one answer for each question, and how many of them an earlier run had. */
export interface WrittenCaptions {
  answers: Answer[];
  cached: number;
}

/**
 * Has a generator answer every question. Each answer is kept before it is used, so that no run asks for it again.
 *
 * @throws the reason of the signal, once it aborts.
 */
export async function writeCaptions(
  questions: readonly Question[],
  writer: CaptionWriter,
  { cache, signal, advance }: WriteCaptionsOptions,
): Promise<WrittenCaptions> {
  const answers = new Array<Answer>(questions.length);
  let cached = 0;
  let batch: { index: number; question: Parameters<CaptionWriter['write']>[0][number]; key: string }[] = [];
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    const current = batch;
    batch = [];
    if (current.length === 0) return;
    await writer.write(
      current.map(({ question }) => question),
      async (position, answer) => {
        const { index, key } = current[position]!;
        await cache.write(key, answer);
        answers[index] = answer;
        advance(1);
      },
      signal,
    );
  };
  for (const [index, { image, prompt }] of questions.entries()) {
    const picture = await openImage(image, writer.pictureSize, writer.pictureFit);
    const key = cacheKey(['generators', CACHE_VERSION, writer.identity, picture.key, prompt]);
    const known = await cache.read(key);
    if (known !== null) {
      answers[index] = known;
      cached += 1;
      advance(1);
      continue;
    }
    batch.push({ index, key, question: { picture, prompt, seed: seedOf(picture.key, prompt) } });
    if (batch.length === writer.batch) await flush();
  }
  await flush();
  return { answers, cached };
}

/** 31 bits, which every server takes for a seed. */
function seedOf(pictureKey: string, prompt: string): number {
  return (
    createHash('sha256')
      .update(JSON.stringify([pictureKey, prompt]))
      .digest()
      .readUInt32BE(0) >>> 1
  );
}
