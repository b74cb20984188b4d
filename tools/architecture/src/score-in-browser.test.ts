import { join } from 'node:path';
import { loadDetector, openDetector } from '@tldr-rm/detect';
import { loadNodeRuntime } from '@tldr-rm/detect/node';
import { chromiumPath, launchChromium } from '@tldr-rm/test-support';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleForBrowser } from '../test-support/bundle-for-browser';
import { passName, type RecordedModels } from '../test-support/recorded-models';
import { scoreResponses } from '../test-support/score-responses';
import { ROOT } from './workspace';

const DETECTOR = join(ROOT, 'models/scenes-tiny');
const PROMPT = 'Describe the image.';
const TRUTH = 'A red apple lies left of a drum.';
const RESPONSES = [
  TRUTH,
  'A **green** apple lies left of “two” drums.',
  // Longer than the detector reads at once.
  `${'There are three blue dogs. '.repeat(20)}\n1. Caf\u00e9 \u{1F98A}!`,
];

describe.skipIf(chromiumPath === undefined)('a browser', () => {
  it('scores responses as Node.js does, to the digit, up to what the models say', async () => {
    const recorded = await recordModels();
    const { code, nodeModules } = await bundleForBrowser(join(ROOT, 'tools/architecture/test-support/browser-program.ts'));
    expect(nodeModules).toEqual([]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.addScriptTag({ type: 'module', content: code });
    const inBrowser = await page.evaluate(
      async (models) => JSON.stringify(await (globalThis as unknown as { scoreResponses: typeof scoreResponses }).scoreResponses(models)),
      recorded,
    );
    expect(errors).toEqual([]);
    expect(JSON.parse(inBrowser)).toEqual(JSON.parse(JSON.stringify(await scoreResponses(recorded))));

    const detector = await loadDetector(DETECTOR, { threads: 1 });
    onTestFinished(() => detector.close());
    const { picture } = recorded;
    const image = { ...picture, data: Uint8Array.from(picture.data) };
    const detections = await detector.detectBatch(RESPONSES.map((response) => ({ image, prompt: PROMPT, response })));
    expect(JSON.parse(inBrowser).detections).toEqual(JSON.parse(JSON.stringify(detections)));
    expect(detections[2]!.warnings!.map((warning) => warning.code)).toContain('RESPONSE_IN_WINDOWS');
    expect(detections.flatMap(({ spans }) => spans)).not.toEqual([]);
  });
});

/** Scores the responses about a picture of two colours with the shipped detector, and keeps what its tokenizer and its models say. */
async function recordModels(): Promise<RecordedModels> {
  const runtime = await loadNodeRuntime(DETECTOR, { threads: 1 });
  const side = runtime.manifest.imageSize;
  const data = Uint8Array.from({ length: side * side * 3 }, (_, at) => (at < side * side ? [40, 90, 200] : [230, 60, 50])[at % 3] ?? 0);
  const recorded: RecordedModels = {
    manifest: runtime.manifest,
    prompt: PROMPT,
    responses: RESPONSES,
    picture: { data: [...data], width: side, height: side },
    tokens: {},
    values: { data: [], dims: [] },
    scores: {},
  };
  const detector = openDetector({
    ...runtime,
    tokenizer: {
      async encodeBatch(texts) {
        const encoded = await runtime.tokenizer.encodeBatch(texts);
        for (const [index, { ids, offsets }] of encoded.entries()) {
          recorded.tokens[texts[index]!] = { ids: [...ids], offsets: offsets.map(([start, end]) => [start, end]) };
        }
        return encoded;
      },
    },
    async encodeImages(pixels, count) {
      const encoded = await runtime.encodeImages(pixels, count);
      recorded.values = { data: Array.from(encoded.values.data), dims: [...encoded.values.dims] };
      return encoded;
    },
    async score(images, imageIndex, tokens, length) {
      const scores = await runtime.score(images as never, imageIndex, tokens, length);
      recorded.scores[passName(tokens, length)] = {
        logits: Array.from(scores.logits),
        ...(scores.kinds && { kinds: Array.from(scores.kinds) }),
      };
      return scores;
    },
  });
  await detector.detectBatch(RESPONSES.map((response) => ({ image: { data, width: side, height: side }, prompt: PROMPT, response })));
  await detector.close();
  return recorded;
}
