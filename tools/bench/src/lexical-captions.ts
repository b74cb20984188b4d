/**
 * Times the lexical engine on the captions of `packages/perturb/fixtures`, in turn with wink-nlp's tagging of the same captions alone, and prints captions
 * per second on one core and the ratio.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/lexical-captions.ts [--rounds 6] [--passes 20]`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadLexicalEngine } from '@tldr-rm/perturb/lexical';
import { createRandom } from '@tldr-rm/random';
import type { Sample } from '@tldr-rm/schema';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '6' }, passes: { type: 'string', default: '20' } } });
const passes = Number(values.passes);

const captions: Sample[] = readFileSync(new URL('../../../packages/perturb/fixtures/captions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const loading = performance.now();
const engine = await loadLexicalEngine();
console.log(`loading the engine: ${((performance.now() - loading) / 1000).toFixed(2)} s`);

const tagger = winkNLP(model, ['sbd', 'pos']);
const random = createRandom(1);
let changed = 0;

function perturbAll(): void {
  for (let pass = 0; pass < passes; pass += 1) {
    for (const caption of captions) if (engine.perturb(caption, { random }) !== null) changed += 1;
  }
}

function tagAll(): void {
  for (let pass = 0; pass < passes; pass += 1) {
    for (const { response } of captions)
      tagger
        .readDoc(response)
        .tokens()
        .out(tagger.its.pos as never);
  }
}

/** Captions per second. */
function rateOf(run: () => void): number {
  const start = performance.now();
  run();
  return (passes * captions.length * 1000) / (performance.now() - start);
}

const rates: { perturbing: number; tagging: number }[] = [];
perturbAll();
tagAll();
changed = 0;
for (let round = 0; round < Number(values.rounds); round += 1) rates.push({ perturbing: rateOf(perturbAll), tagging: rateOf(tagAll) });
const median = (numbers: readonly number[]): number => [...numbers].sort((first, second) => first - second)[numbers.length >> 1]!;
const words = captions.reduce((sum, { response }) => sum + response.split(/\s+/).length, 0) / captions.length;
const perturbing = median(rates.map((rate) => rate.perturbing));
const tagging = median(rates.map((rate) => rate.tagging));
console.log(
  `captions of ${words.toFixed(0)} words on average, ${((100 * changed) / (Number(values.rounds) * passes * captions.length)).toFixed(1)} % of them changed`,
);
console.log(`perturbing: ${perturbing.toFixed(0)} captions/s on one core`);
console.log(`tagging alone (wink-nlp): ${tagging.toFixed(0)} captions/s`);
console.log(`perturbing takes ${median(rates.map((rate) => rate.tagging / rate.perturbing)).toFixed(2)} times as long as tagging alone`);
