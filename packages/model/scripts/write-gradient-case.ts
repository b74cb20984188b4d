/**
 * Writes fixtures/vlm-gradients/{case.json,inputs.safetensors}: a small but complete model and a packed batch, whose gradients
 * tools/reference/vlm-gradients computes with PyTorch. Run in packages/model: node --conditions=@tldr-rm/source --import tsx scripts/write-gradient-case.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainBytePairTokenizer } from '@tldr-rm/align';
import { writeAtomically } from '@tldr-rm/files';
import { gridSize, parseModelConfig } from '../src/config';
import { parameterShapes } from '../src/parameter-shapes';
import type { LossWeights } from '../src/train/losses';
import { packBatch, patchTokens } from '../src/train/pack-batch';
import { SPECIAL_TOKENS, specialIds } from '../src/train/text-sequence';
import type { TrainingExample, TrainingText } from '../src/train/training-data';
import { initializeParameters } from '../src/weights/initialize-parameters';
import { writeSafetensors } from '../src/weights/write-safetensors';

const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'vlm-gradients');

const config = parseModelConfig({
  architecture: 'tldr-vlm',
  imageSize: 24,
  vision: { patchSize: 4, stemWidths: [8, 16], hiddenSize: 16, layers: 2, heads: 2, mlpSize: 20 },
  decoder: { vocabularySize: 300, hiddenSize: 24, layers: 3, heads: 4, keyValueHeads: 2, mlpSize: 28, ropeBase: 100 },
  normEpsilon: 1e-5,
  patchClasses: { nouns: 5, colours: 4, sizes: 3, counts: 4, sides: 3, ends: 3, signWords: 3 },
});
const loss: LossWeights = { reward: 1, taxonomy: 0, language: 0.5, patches: 0.25, alignment: 0.125 };
const words = {
  nouns: ['', 'dog', 'cat', 'cup', 'sign'],
  colours: ['', 'red', 'green', 'blue'],
  sizes: ['', 'small', 'large'],
  counts: ['', 'one', 'two', 'three'],
  sides: ['', 'left', 'right'],
  ends: ['', 'top', 'bottom'],
  signWords: ['', 'open', ''],
};

const wrong = (prompt: string, response: string, word: string): TrainingText => {
  const start = response.indexOf(word);
  const span = { start, end: start + word.length };
  return { prompt, response, spans: [{ ...span, label: 'hallucinated' }], claims: [span] };
};
const right = (prompt: string, response: string, claim: string): TrainingText => {
  const start = response.indexOf(claim);
  return { prompt, response, spans: [], claims: [{ start, end: start + claim.length }] };
};

const texts: TrainingText[][] = [
  [
    right('What is it?', 'It is a red dog.', 'red'),
    wrong('What is it?', 'It is a blue dog at the top.', 'blue'),
    { prompt: '', response: 'two cups', spans: [{ start: 4, end: 8, label: 'ignore' }] },
  ],
  [
    wrong('How many?', 'There are three small cats.', 'three'),
    right('Where is the sign?', 'To the left of a green cup.', 'left'),
    right('', 'open', 'open'),
  ],
];

/** Scattered bytes: pictures and labels have no symmetry, so that no exchange of rows, columns or channels goes unseen. */
const scatter = (index: number): number => Math.imul(index + 1, 0x9e3779b1) >>> 24;
const side = gridSize(config);
const examples = texts.map((own, image): TrainingExample => {
  const cells = (classes: number, head: number) =>
    Int32Array.from({ length: side ** 2 }, (_, cell) => scatter(cell + 100 * head + 1000 * image) % classes);
  const patches = Object.fromEntries(Object.entries(config.patchClasses!).map(([name, classes], head) => [name, cells(classes, head)]));
  const pixels = Uint8Array.from({ length: config.imageSize ** 2 * 3 }, (_, index) => scatter(index + 4096 * image));
  return { pixels, texts: own, patches };
});

const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-gradients-'));
const lines = [...texts.flat().flatMap(({ prompt, response }) => [prompt, response]), ...Object.values(words).flat()];
const tokenizer = await trainBytePairTokenizer(lines, {
  vocabularySize: config.decoder.vocabularySize,
  specialTokens: [...SPECIAL_TOKENS],
  path: join(folder, 'tokenizer.json'),
});
await rm(folder, { recursive: true });
const { sequences, pixels, ...batch } = await packBatch(examples, tokenizer, specialIds(tokenizer), config, {
  lengths: [16, 24, 32],
  hallucinatedWeight: 2,
  claimWeight: 3,
  patchTokens: await patchTokens(words, tokenizer),
});

// Norms start at one and biases at zero, where some mistakes do not show, so every value is moved.
const shapes = parameterShapes(config);
const parameters = initializeParameters(shapes, 1);
const moves = initializeParameters(
  new Map([...shapes].map(([name, { shape }]) => [name, { shape, initialization: { deviation: 0.1 } }])),
  2,
);
for (const [name, { values }] of parameters) for (const [index, move] of moves.get(name)!.values.entries()) values[index]! += move;
parameters.set('pixels', { shape: [batch.images, config.imageSize, config.imageSize, 3], values: pixels });

const plain = (_key: string, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value);
await writeAtomically(join(FIXTURE, 'case.json'), `${JSON.stringify({ config, loss, batch }, plain)}\n`);
await writeAtomically(join(FIXTURE, 'inputs.safetensors'), writeSafetensors(parameters));
process.stdout.write(
  `${sequences.length} texts of ${sequences.map(({ ids }) => ids.length).join(', ')} tokens, ${parameters.size - 1} parameters\n`,
);
