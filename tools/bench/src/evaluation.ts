/**
 * Times an evaluation with a bootstrap, as a share of the same evaluation without one, and says how much memory it took.
 *
 *   node --conditions=@tldr-rm/source --import tsx tools/bench/src/evaluation.ts [responses] [resamples]
 */
import { evaluateDetectionsAsync, type ScoredResponse } from '@tldr-rm/evaluate';
import { createRandom } from '@tldr-rm/random';
import { TAXONOMIES } from '@tldr-rm/schema';

const [responses = 10_000, resamples = 1000] = process.argv.slice(2).map(Number);

/** Four responses about each picture, half of them with a false word, as a detector that is mostly right would score them. */
async function* scoredResponses(): AsyncGenerator<ScoredResponse> {
  for (let index = 0; index < responses; index += 1) {
    const random = createRandom(`evaluation/${index}`);
    const words = Array.from({ length: random.integer(6, 34) }, () => 'word');
    const bad = index % 2 === 1 ? random.integer(0, words.length - 1) : -1;
    yield {
      id: String(index),
      group: String(index >> 2),
      taxonomy: TAXONOMIES[(index >> 1) % TAXONOMIES.length]!,
      text: words.join(' '),
      tokens: words.map((word, at) => ({
        start: at * (word.length + 1),
        end: at * (word.length + 1) + word.length,
        reward: at === bad ? random.float() ** 3 : 1 - random.float() ** 12,
      })),
      labels: Int8Array.from(words, (_, at) => Number(at !== bad)),
    };
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const plain = await secondsOf(() => evaluateDetectionsAsync(scoredResponses()));
const resampled = await secondsOf(() => evaluateDetectionsAsync(scoredResponses(), { bootstrap: { resamples, seed: 1 } }));
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${responses} responses: ${plain.toFixed(1)} s; with ${resamples} resamples ${resampled.toFixed(1)} s (${(resampled / plain).toFixed(1)} times), ${megabytes.toFixed(0)} MB\n`,
);
