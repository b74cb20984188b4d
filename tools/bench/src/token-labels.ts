/**
 * Token labels per second of changed texts: `labelBatch` of @tldr-rm/align, and `tokenizers` with `difflib` in Python, in turn. Both tokenize the changed text
 * with offsets, compare the words of both texts, and label the tokens; each pass begins with a tokenizer that has just been loaded.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/token-labels.ts --python PYTHON [--tokenizers qwen-3,bert] [--captions 10000]
 * [--rounds 3] [--threads 2]`, where PYTHON is an interpreter that has tokenizers.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { labelBatch, loadTokenizer } from '@tldr-rm/align';
import { REAL_TOKENIZERS, type RealTokenizer, realTokenizerJson } from '@tldr-rm/real-tokenizers';
import { makeCaptions, makeLongTexts, type Pair } from './token-labels/make-pairs';
import { PythonLabels } from './token-labels/python-labels';

const MODES = ['batch', 'single'] as const;
type Mode = (typeof MODES)[number];

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    tokenizers: { type: 'string', default: 'qwen-3,bert' },
    captions: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});

const python = values.python;
if (python === undefined || !existsSync(python)) {
  console.error(
    `Give the Python interpreter that has tokenizers: --python PATH${python === undefined ? '' : ` ('${python}' does not exist)`}`,
  );
  process.exit(2);
}
const names = values.tokenizers.split(',');
const unknown = names.find((name) => !(REAL_TOKENIZERS as readonly string[]).includes(name));
if (unknown !== undefined) {
  console.error(`There is no tokenizer '${unknown}'. Choose from ${REAL_TOKENIZERS.join(', ')}.`);
  process.exit(2);
}

// Read by the thread pool of the Rust library, here and in Python, when it starts.
process.env.RAYON_NUM_THREADS = values.threads;

const captions = makeCaptions(Number(values.captions));
const sets: [name: string, pairs: Pair[]][] = [
  ['captions', captions],
  ['long texts', makeLongTexts(captions)],
];
const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-bench-'));
try {
  console.log(`${cpus()[0]!.model}, ${values.threads} threads, Node ${process.versions.node}`);
  for (const name of names as RealTokenizer[]) {
    const json = await realTokenizerJson(name);
    const tokenizerFile = join(folder, `${name}.json`);
    await writeFile(tokenizerFile, json);
    for (const [set, pairs] of sets) await compare(name, json, tokenizerFile, set, pairs);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function compare(name: string, json: string, tokenizerFile: string, set: string, pairs: Pair[]): Promise<void> {
  const pairsFile = join(folder, 'pairs.json');
  await writeFile(pairsFile, JSON.stringify(pairs));
  const rival = await PythonLabels.start(python!, tokenizerFile, pairsFile);
  for (const mode of MODES) {
    const seconds: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    let tokens = 0;
    let agreement = 0;
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const ours = await pass(json, pairs, mode);
      const theirs = await rival.pass(mode);
      seconds.ours.push(ours.seconds);
      seconds.theirs.push(theirs.seconds);
      tokens = ours.labels.length;
      if (theirs.labels.length !== tokens) throw new Error(`${name}: ${tokens} tokens here, ${theirs.labels.length} in Python.`);
      agreement = ours.labels.filter((label, index) => (label === 0) === (theirs.labels[index] === 0)).length / tokens;
    }
    const [here, there] = [median(seconds.ours), median(seconds.theirs)];
    const rate = (time: number) => `${(tokens / time / 1e6).toFixed(2)} M labels/s`;
    console.log(
      `${name.padEnd(8)} ${set.padEnd(10)} ${mode.padEnd(6)} ${pairs.length} texts, ${tokens} tokens: align ${rate(here)}, ` +
        `Python ${rate(there)}, ratio ${(there / here).toFixed(1)}; ${(100 * agreement).toFixed(2)} % of the labels agree`,
    );
  }
  console.log(`  Python ${rival.version}`);
  rival.stop();
}

async function pass(json: string, pairs: readonly Pair[], mode: Mode): Promise<{ seconds: number; labels: Int8Array }> {
  const tokenizer = await loadTokenizer(json);
  const texts = pairs.map(([original, changed]) => ({ original, changed }));
  const start = performance.now();
  const labelled = mode === 'batch' ? await labelBatch(tokenizer, texts) : [];
  if (mode === 'single') for (const text of texts) labelled.push(...(await labelBatch(tokenizer, [text])));
  const seconds = (performance.now() - start) / 1000;
  return { seconds, labels: Int8Array.from(labelled.flatMap(({ labels }) => [...labels])) };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)]!;
}
