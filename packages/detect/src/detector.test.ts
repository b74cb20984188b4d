import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Detection, detectionSchema, InputError } from '@tldr-rm/schema';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test-support/temporary-folder';
import { BLUE, GREEN, plainImage, RED, TINY_DETECTOR } from '../test-support/tiny-detector';
import {
  BatchItemError,
  type Detector,
  type DetectorImage,
  ImageError,
  imageFile,
  loadDetector,
  loadNodeRuntime,
  openDetector,
  TextError,
} from './node-root';

const prompt = 'Describe the image.';
let detector: Detector;
beforeAll(async () => {
  detector = await loadDetector(TINY_DETECTOR, { threads: 1 });
});
afterAll(() => detector.close());

const flaggedWords = async (image: typeof RED, response: string): Promise<string[]> =>
  (await detector.detect({ image, prompt, response })).spans.map((span) => span.text);

describe('detect', () => {
  it('flags the words that are wrong about the image, and only them', async () => {
    const response = 'A red apple lies on a green table. It is blue.';
    expect(await flaggedWords(RED, response)).toEqual(['green', 'blue']);
    expect(await flaggedWords(GREEN, response)).toEqual(['red', 'blue']);
    expect(await flaggedWords(BLUE, response)).toEqual(['red', 'green']);
  });

  it('judges a sentence and the response by their worst token', async () => {
    const detection = await detector.detect({ image: RED, prompt, response: 'A red apple lies. It is green.' });
    expect(detection.sentences.map(({ text, hallucinated }) => [text, hallucinated])).toEqual([
      ['A red apple lies.', false],
      ['It is green.', true],
    ]);
    const green = detection.tokens.find((token) => token.text === 'green')!;
    expect(detection.sentences[1]!.reward).toBe(green.reward);
    expect(detection.response).toEqual({ reward: green.reward, hallucinated: true });
    expect(detection).toEqual(detectionSchema.parse(detection));
    expect(detection).not.toHaveProperty('warnings');
  });

  it('gives offsets in UTF-16 units', async () => {
    const response = 'Ein 🍎 – 赤い and green 👩‍🚀 blue.';
    const { tokens, spans } = await detector.detect({ image: RED, prompt, response });
    expect(spans.map(({ start, end }) => response.slice(start, end))).toEqual(['green', 'blue']);
    expect(tokens.every(({ start, end, text }) => response.slice(start, end) === text)).toBe(true);
  });

  it('takes theta instead of the thresholds of the manifest', async () => {
    const item = { image: RED, prompt, response: 'It is green.' };
    const strict = await detector.detect(item, { theta: 1 });
    expect(strict.tokens.every((token) => token.hallucinated)).toBe(true);
    expect(strict.spans.map((span) => span.text)).toEqual(['It is green']);
    expect((await detector.detect(item, { theta: 0 })).response.hallucinated).toBe(false);
    await expect(detector.detect(item, { theta: 1.5 })).rejects.toThrow(InputError);
  });

  it('reads special tokens typed into a text as plain text', async () => {
    const response = 'It is red.<end><pad> It is green.';
    expect(await flaggedWords(RED, response)).toEqual(['green']);
  });

  it('refuses an empty response', async () => {
    const detection = detector.detect({ image: RED, prompt, response: ' \n' });
    await expect(detection).rejects.toThrow(TextError);
    await expect(detection).rejects.toMatchObject({ code: 'RESPONSE_EMPTY' });
  });

  it('refuses a text beyond all measure', async () => {
    const detection = detector.detect({ image: RED, prompt, response: 'red '.repeat(60_000) });
    await expect(detection).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
  });

  it('refuses a prompt that leaves no room, and says how long it may be', async () => {
    const detection = detector.detect({ image: RED, prompt: 'Describe the image. '.repeat(20), response: 'It is red.' });
    await expect(detection).rejects.toThrow(TextError);
    await expect(detection).rejects.toMatchObject({ code: 'PROMPT_TOO_LONG', message: expect.stringContaining('64 tokens in all') });
  });

  it('scores every token of a response longer than the detector reads, and warns', async () => {
    const response = 'The picture is red. The picture is green. '.repeat(20).trim();
    const { tokens, spans, warnings } = await detector.detect({ image: RED, prompt, response });
    expect(tokens).toHaveLength(200);
    expect(spans.map((span) => span.text)).toEqual(new Array(20).fill('green'));
    expect(warnings).toMatchObject([{ code: 'RESPONSE_IN_WINDOWS' }]);
  });

  it('warns when a picture is unlike those of the training, and says what these were', async () => {
    const noise = { ...RED, data: RED.data.map((_, at) => (at * 7919) % 251) };
    const { warnings } = await detector.detect({ image: noise, prompt, response: 'It is red.' });
    expect(warnings).toMatchObject([{ code: 'IMAGE_OUTSIDE_DOMAIN', message: expect.stringContaining(detector.manifest.domain) }]);
  });
});

/** Rewards to five digits: the order in which a matrix product adds up depends on its shape. */
const rounded = (detections: Detection[]): unknown =>
  JSON.parse(JSON.stringify(detections, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value)));

describe('detectBatch', () => {
  it('gives what detect gives for each item, in order, at every batch size', async () => {
    const images = [RED, GREEN, BLUE, { ...RED, data: RED.data.slice() }];
    const responses = ['It is red.', 'The picture is green. '.repeat(20), 'A blue apple lies on a red table.', 'Apple.'];
    const item = fc.record({
      image: fc.constantFrom(...images),
      prompt: fc.constantFrom(prompt, ''),
      response: fc.constantFrom(...responses),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (items, batchSize) => {
        const single = [];
        for (const one of items) single.push(await detector.detect(one));
        expect(rounded(await detector.detectBatch(items, { batchSize }))).toEqual(rounded(single));
      }),
      { numRuns: 25 },
    );
  });

  it('encodes equal images once, whether they are the same object or have the same content', async () => {
    const runtime = await loadNodeRuntime(TINY_DETECTOR, { threads: 1 });
    const encoded: number[] = [];
    const counting = openDetector({
      ...runtime,
      encodeImages: (pixels, count) => {
        encoded.push(count);
        return runtime.encodeImages(pixels, count);
      },
    });
    const copy = { ...RED, data: RED.data.slice() };
    const images = [RED, GREEN, copy, RED, GREEN];
    const detections = await counting.detectBatch(images.map((image) => ({ image, prompt, response: 'It is red.' })));
    await counting.close();
    expect(encoded).toEqual([2]);
    expect(detections.map((detection) => detection.response.hallucinated)).toEqual([false, true, false, false, true]);
  });

  it('names the item that cannot be used', async () => {
    const items = [
      { image: RED, prompt, response: 'It is red.' },
      { image: imageFile('/nowhere/picture.png'), prompt, response: 'It is red.' },
    ];
    const error = await detector.detectBatch(items).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(BatchItemError);
    expect(error).toMatchObject({ item: 1, code: 'IMAGE_MISSING', message: expect.stringMatching(/^item 1: \/nowhere\/picture.png/) });
    expect((error as BatchItemError).problem).toBeInstanceOf(ImageError);
  });

  it('refuses a batch size that is no count', async () => {
    await expect(detector.detectBatch([], { batchSize: 0 })).rejects.toMatchObject({ code: 'BATCH_SIZE' });
  });
});

describe('images', () => {
  it('are the same as a path, bytes, a data URI, an address, a blob and pixels, and are encoded once', async () => {
    const folder = await temporaryFolder();
    const image = plainImage([20, 250, 20], 50, 40);
    const bytes = await sharp(image.data, { raw: { width: 50, height: 40, channels: 3 } })
      .png()
      .toBuffer();
    const path = join(folder, 'green.png');
    await writeFile(path, bytes);
    const uri = `data:image/png;base64,${bytes.toString('base64')}`;
    const opaque = new Uint8ClampedArray(50 * 40 * 4).map((_, at) => (at % 4 === 3 ? 255 : image.data[Math.floor(at / 4) * 3 + (at % 4)]!));
    const images: DetectorImage[] = [
      imageFile(path),
      new Uint8Array(bytes),
      new Uint8Array(bytes).buffer,
      new Blob([new Uint8Array(bytes)]),
      pathToFileURL(path),
      image,
      { data: opaque, width: 50, height: 40 },
      { type: 'bytes', bytes },
      { type: 'data-uri', uri },
      { type: 'data-uri', uri: uri.replace('data:image/png;base64', 'DATA:IMAGE/PNG;BASE64') },
      { type: 'url', url: pathToFileURL(path).href },
      { type: 'pixels', ...image },
    ];
    const items = images.map((one) => ({ image: one, prompt, response: 'It is green, not red.' }));
    const [first, ...others] = await detector.detectBatch(items);
    expect(first!.spans.map((span) => span.text)).toEqual(['red']);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'IMAGE_MISSING'],
    ['a bare text, even the path of a picture', fileURLToPath(new URL('../fixtures/red.png', import.meta.url)), 'IMAGE_UNTAGGED'],
    ['an object that is no picture', { path: 'a.png' }, 'IMAGE_UNTAGGED'],
    ['a tag without what it says', { type: 'path', path: 5 }, 'IMAGE_UNTAGGED'],
    ['a web address', { type: 'url', url: 'https://example.org/a.png' }, 'IMAGE_URL'],
    ['a web address as an object', new URL('http://example.org/a.png'), 'IMAGE_URL'],
    ['a data URI that is not base64', { type: 'data-uri', uri: 'data:image/svg+xml,<svg/>' }, 'IMAGE_DATA_URI'],
    ['a folder', { type: 'path', path: TINY_DETECTOR }, 'IMAGE_NOT_A_FILE'],
    ['a device that never ends', { type: 'path', path: '/dev/zero' }, 'IMAGE_NOT_A_FILE'],
    ['a path with a byte that none has', { type: 'path', path: 'a\0b.png' }, 'IMAGE_UNREADABLE'],
  ])('given as %s are refused with a reason', async (_, image, code) => {
    const error = await detector.detect({ image: image as DetectorImage, prompt, response: 'It is red.' }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ImageError);
    expect(error).toMatchObject({ code });
  });

  it('are named in messages by a few characters, however long what was given is', async () => {
    const long = 'x'.repeat(3_000_000);
    for (const image of [imageFile(long), { type: 'data-uri', uri: `data:${long}` }, { type: 'url', url: `ftp://${long}` }, long]) {
      const error = await detector.detect({ image: image as DetectorImage, prompt, response: 'Red.' }).catch((cause: Error) => cause);
      expect((error as Error).message.length).toBeLessThan(600);
    }
  });
});
