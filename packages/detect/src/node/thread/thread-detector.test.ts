import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BLUE, GREEN, RED, TINY_DETECTOR } from '../../../test-support/tiny-detector';
import type { Detector } from '../../detector';
import { BatchItemError, DetectorError, DetectorFolderError, ImageError } from '../../errors';
import { imageFile } from '../image-reference';
import { loadDetector } from '../load-detector';
import { openThreadDetector } from './open-thread-detector';

const prompt = 'Describe the image.';
const item = { image: RED, prompt, response: 'It is green.' };

async function open(thread: boolean): Promise<Detector> {
  const detector = await loadDetector(TINY_DETECTOR, { thread, threads: 1 });
  onTestFinished(() => detector.close());
  return detector;
}

const outcome = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'fulfilled').catch((error: unknown) => error);

describe('a detector in a thread', () => {
  it('gives the same results, to the digit', async () => {
    const opaque = new Uint8ClampedArray(32 * 32 * 4).fill(200);
    const images = [RED, GREEN, BLUE, RED, { data: opaque, width: 32, height: 32 }, { type: 'pixels' as const, ...GREEN }];
    const items = images.flatMap((image) =>
      ['It is green.', 'The picture is red. '.repeat(20)].map((response) => ({ image, prompt, response })),
    );
    const [near, far] = [await open(false), await open(true)];
    expect(far.manifest).toEqual(near.manifest);
    expect(await far.detectBatch(items, { batchSize: 2 })).toEqual(await near.detectBatch(items, { batchSize: 2 }));
    expect(await far.detectBatch([])).toEqual([]);
  });

  it('rejects with the errors that it rejects with in this one', async () => {
    const detector = await open(true);
    const missing = await outcome(detector.detectBatch([item, { ...item, image: imageFile('/nowhere.png') }]));
    expect(missing).toBeInstanceOf(BatchItemError);
    expect(missing).toMatchObject({ item: 1, code: 'IMAGE_MISSING' });
    expect((missing as BatchItemError).problem).toBeInstanceOf(ImageError);
    expect(await outcome(detector.detect({ ...item, image: 'a.png' as never }))).toMatchObject({ code: 'IMAGE_UNTAGGED' });
    expect(await outcome(detector.detect({ ...item, response: (() => '') as never }))).toMatchObject({ code: 'TEXT_MISSING' });
    expect(await outcome(detector.detect(item, { theta: 2 }))).toMatchObject({ code: 'THETA' });
    const folder = await outcome(loadDetector('/nowhere', { thread: true }));
    expect(folder).toBeInstanceOf(DetectorFolderError);
    expect(folder).toMatchObject({ code: 'DETECTOR_MISSING' });
  });

  it('answers every call with an error when its thread dies, and closes all the same', async () => {
    const detector = await openThreadDetector(TINY_DETECTOR, { threads: 1 }, { resourceLimits: { maxOldGenerationSizeMb: 48 } });
    const calls = Array.from({ length: 3 }, () =>
      outcome(detector.detectBatch(Array.from({ length: 40 }, () => ({ ...item, response: 'red green '.repeat(19_000) })))),
    );
    for (const error of await Promise.all(calls)) {
      expect(error).toBeInstanceOf(DetectorError);
      expect(error).toMatchObject({ code: 'DETECTOR_THREAD' });
    }
    expect(await outcome(detector.detect(item))).toMatchObject({ code: 'DETECTOR_THREAD' });
    await detector.close();
  });

  it('leaves nothing open after 20 calls at once, some of them given up', async () => {
    const program = fileURLToPath(new URL('../../../test-support/detect-and-leave.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@tldr-rm/source', '--import', 'tsx', program]);
    expect(JSON.parse(stdout)).toEqual({ fulfilled: 15, rejected: 5, open: [] });
  });
});

describe.each([false, true])('the life of a detector (thread: %s)', (thread) => {
  it('finishes the calls that were begun when it is closed, refuses those after it, and may be closed again', async () => {
    const detector = await loadDetector(TINY_DETECTOR, { thread, threads: 1 });
    const running = outcome(detector.detectBatch(Array.from({ length: 50 }, () => item)));
    await Promise.all([detector.close(), detector.close()]);
    expect(await running).toBe('fulfilled');
    const late = await outcome(detector.detect(item));
    expect(late).toBeInstanceOf(DetectorError);
    expect(late).toMatchObject({ code: 'DETECTOR_CLOSED' });
    await detector.close();
  });

  it('gives up a call with the reason of its signal, and goes on with the others', async () => {
    const detector = await open(thread);
    const reason = new Error('enough');
    expect(await outcome(detector.detect(item, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    const controller = new AbortController();
    const given = outcome(
      detector.detectBatch(
        Array.from({ length: 200 }, () => item),
        { batchSize: 1, signal: controller.signal },
      ),
    );
    const kept = detector.detect(item);
    setTimeout(() => controller.abort(reason));
    expect(await given).toBe(reason);
    expect((await kept).spans.map(({ text }) => text)).toEqual(['green']);
  });

  it.each([0, 1.5, -1, 257, 100_000, Number.NaN])('refuses %d threads', async (threads) => {
    await expect(loadDetector(TINY_DETECTOR, { thread, threads })).rejects.toMatchObject({ code: 'THREADS' });
  });
});
