/**
 * Measures for how long the event loop is kept busy while 200 responses about 25 PNG pictures are scored, with the detector in this thread and in one of its own, and checks that both give
 * equal results, to the digit.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/event-loop-delay.ts [--rounds 5] [--threads 2]`.
 */
import { deepStrictEqual } from 'node:assert';
import { cpus } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type DetectorItem, loadDetector } from '@tldr-rm/detect';
import { encodePng, loadSceneAssets } from '@tldr-rm/scenes';
import type { Detection } from '@tldr-rm/schema';
import { makeCase } from './detection/make-case';

const MODEL = fileURLToPath(new URL('../../../models/scenes-tiny', import.meta.url));
const PICTURES = 25;
const RESPONSES_PER_PICTURE = 8;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, threads: { type: 'string', default: '2' } } });
const threads = Number(values.threads);

const items = await makeItems();
console.log(`${cpus()[0]!.model}, ${cpus().length} CPUs, ${threads} threads, ${items.length} responses about ${PICTURES} pictures`);
const results: Detection[][] = [];
for (const thread of [false, true]) {
  const detector = await loadDetector(MODEL, { thread, threads });
  results.push(await detector.detectBatch(items));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    await detector.detectBatch(items);
    const seconds = (performance.now() - start) / 1000;
    // A delay counts once the loop has come round.
    await sleep(5);
    delay.disable();
    const [median, p99, longest] = [delay.percentile(50), delay.percentile(99), delay.max].map((nanoseconds) =>
      (nanoseconds / 1e6).toFixed(1),
    );
    console.log(`thread: ${thread}  ${seconds.toFixed(2)} s  event-loop delay p50 ${median} ms, p99 ${p99} ms, longest ${longest} ms`);
  }
  await detector.close();
}
deepStrictEqual(results[1], results[0]);
console.log('equal results');

async function makeItems(): Promise<DetectorItem[]> {
  const { items: raw } = makeCase(PICTURES, RESPONSES_PER_PICTURE, await loadSceneAssets());
  const files = new Map<unknown, Promise<Uint8Array>>();
  return Promise.all(
    raw.map(async ({ image, ...texts }) => {
      const { data, width, height } = image;
      if (!files.has(image)) files.set(image, encodePng(data, width, height));
      return { ...texts, image: { type: 'bytes' as const, bytes: await files.get(image)! } };
    }),
  );
}
