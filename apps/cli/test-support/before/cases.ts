import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLines } from '@tldr-rm/test-support';
import sharp from 'sharp';

/** A call of the program whose outcome scripts of users rest on. `{folder}` stands for where inputs lie and outputs go. */
export interface BeforeCase {
  name: string;
  arguments: readonly string[];
  /** Files that it writes (JSON, or JSON lines), in the folder. */
  files?: readonly string[];
  /** Keys that are left out wherever they are: what another case compares already, and times. */
  leaveOut?: readonly string[];
}

/** In this order: later ones read what earlier ones write. */
export const CASES: readonly BeforeCase[] = [
  {
    name: 'scenes',
    arguments: words('scenes --out {folder}/scenes --count 2 --seed 5 --icons twemoji --json'),
    files: ['scenes/samples.jsonl'],
  },
  {
    name: 'perturb-scene',
    arguments: words('perturb --in {folder}/scenes/samples.jsonl --out {folder}/scene.jsonl --engine scene --seed 1 --per-sample 2 --json'),
    files: ['scene.jsonl'],
    leaveOut: ['scene', 'claims'],
  },
  {
    name: 'perturb-lexical',
    arguments: words('perturb --in {folder}/captions.jsonl --out {folder}/lexical.jsonl --engine lexical --seed 1 --json'),
    files: ['lexical.jsonl'],
  },
  {
    name: 'detect-one',
    arguments: [
      ...words('detect --detector {folder}/detector --image {folder}/red.png --json --text'),
      'A red cat sits. It is green and blue.',
    ],
  },
  {
    name: 'detect-theta',
    arguments: [...words('detect --detector {folder}/detector --image {folder}/blue.png --theta 0.99 --json --text'), 'Red or blue.'],
  },
  {
    name: 'detect-file',
    arguments: words('detect --detector {folder}/detector --in {folder}/responses.jsonl --out {folder}/scored.jsonl --json'),
    files: ['scored.jsonl'],
  },
  { name: 'evaluate', arguments: words('evaluate --detector {folder}/detector --data {folder}/labelled.jsonl --resamples 50 --json') },
  {
    name: 'evaluate-several',
    arguments: words(
      'evaluate --detector {folder}/detector --detector {folder}/calibrated --data {folder}/labelled.jsonl --resamples 0 --json',
    ),
    leaveOut: ['reliability', 'precisionRecall', 'byPosition'],
  },
  { name: 'audit', arguments: words('audit --in {folder}/scene.jsonl --no-grammar --json') },
  {
    name: 'convert-stepwise',
    arguments: words('convert --in {folder}/labelled.jsonl --to trl-stepwise --out {folder}/steps.jsonl --json'),
    files: ['steps.jsonl'],
  },
  {
    name: 'convert-preference',
    arguments: words('convert --in {folder}/lexical.jsonl --to trl-preference --out {folder}/preferences.jsonl --json'),
    files: ['preferences.jsonl'],
  },
  {
    name: 'calibrate',
    arguments: words('calibrate --detector {folder}/calibrated --data {folder}/labelled.jsonl --json'),
    files: ['calibrated/detector.json'],
  },
  {
    name: 'demo',
    arguments: words('demo --detector {folder}/detector --out {folder}/demo --seed 1 --each 1 --json'),
    leaveOut: ['tokens', 'sentences', 'scene', 'claims'],
  },
  { name: 'train', arguments: words('train --config {folder}/train.json --json'), leaveOut: ['seconds', 'stepSeconds'] },
  {
    name: 'export',
    arguments: words('export --checkpoint {folder}/run/checkpoint-0000003 --out {folder}/exported --json'),
    files: ['exported/detector.json'],
  },
];

/** Calls of which the exit code alone is compared; all are quick. */
export const EXIT_CODES: Readonly<Record<string, readonly string[]>> = {
  'help of the program': ['--help'],
  'help of a command': ['detect', '--help'],
  'its version': ['--version'],
  'an unknown command': ['dream'],
  'an unknown flag': ['demo', '--colour'],
  'a count that is none': words('scenes --out {folder}/never --count 0 --seed 1'),
  'a missing flag': words('scenes --out {folder}/never --count 1'),
  'an unknown icon set': words('scenes --out {folder}/never --count 1 --seed 1 --icons none'),
  'an unknown engine': words('perturb --in {folder}/captions.jsonl --out {folder}/never.jsonl --seed 1 --engine magic'),
  'samples that are missing': words('perturb --in {folder}/missing.jsonl --out {folder}/never.jsonl --seed 1'),
  'a line that is no JSON': words('perturb --in {folder}/broken.jsonl --out {folder}/never.jsonl --seed 1'),
  'an output of another run': words('perturb --in {folder}/captions.jsonl --out {folder}/lexical.jsonl --engine lexical --seed 2'),
  'neither a response nor a file of them': ['detect'],
  'a response and a file of them': words('detect --in {folder}/responses.jsonl --text red --out {folder}/never.jsonl'),
  'a picture that is missing': words('detect --detector {folder}/detector --image {folder}/missing.png --text red'),
  'a picture that is none': words('detect --detector {folder}/detector --image {folder}/captions.jsonl --text red'),
  'a threshold above 1': words('detect --detector {folder}/detector --image {folder}/red.png --text red --theta 2'),
  'a detector that is none': words('detect --detector {folder} --image {folder}/red.png --text red'),
  'data that are missing': words('evaluate --detector {folder}/detector --data {folder}/missing.jsonl'),
  'nothing to audit': words('audit --in {folder}/missing.jsonl'),
  'an unknown format': words('convert --in {folder}/captions.jsonl --out {folder}/never.jsonl --to magic'),
  'a config that is missing': words('train --config {folder}/missing.json'),
  'a checkpoint that is missing': words('export --checkpoint {folder}/missing --out {folder}/never'),
  'a detector to calibrate that is missing': words('calibrate --detector {folder}/missing --data {folder}/labelled.jsonl'),
};

const FIXTURES = fileURLToPath(new URL('../../fixtures/before/', import.meta.url));

/** Where the outcome of a case is kept. */
export function fixtureOf(name: string): string {
  return join(FIXTURES, `${name}.json`);
}

function words(text: string): string[] {
  return text.split(' ');
}

const TINY_DETECTOR = fileURLToPath(new URL('../../../../packages/detect/fixtures/tiny-detector', import.meta.url));

/** Writes what the cases read into an empty folder. */
export async function writeInputs(folder: string): Promise<void> {
  await mkdir(join(folder, 'detector'));
  for (const name of ['detector', 'calibrated']) await cp(TINY_DETECTOR, join(folder, name), { recursive: true });
  for (const [name, background] of Object.entries({ red: '#ff0000', green: '#00ff00', blue: '#0000ff' })) {
    await sharp({ create: { width: 32, height: 32, channels: 3, background } })
      .png()
      .toFile(join(folder, `${name}.png`));
  }
  await writeLines(join(folder, 'captions.jsonl'), CAPTIONS);
  await writeLines(join(folder, 'responses.jsonl'), RESPONSES);
  await writeLines(join(folder, 'labelled.jsonl'), LABELLED);
  await writeFile(join(folder, 'broken.jsonl'), '{"id": "a"\n');
  await writeFile(join(folder, 'train.json'), JSON.stringify({ ...TRAINING, out: join(folder, 'run') }));
}

const PROMPT = 'Describe the image.';

const CAPTIONS = [
  'A man in a red shirt rides a horse on the beach.',
  'Two dogs are sitting under a wooden table.',
  'A large white plate with three slices of pizza on top of it.',
  'The cat is to the left of the black car.',
].map((response, index) => ({ id: `caption-${index}`, image: 'red.png', prompt: PROMPT, response }));

const RESPONSES = [
  { id: 'right', image: 'red.png', response: 'All of it is red.' },
  { id: 'wrong', image: 'green.png', response: 'It is blue, "very blue". Nothing is red!' },
  { id: 'list', image: 'blue.png', response: '1. It is red.\n2. It is blue.\n\n---\n\n**Green** too.' },
].map((sample) => ({ prompt: PROMPT, ...sample }));

/** Samples of one picture each, with the words that are false marked by `[` and `]`. */
const LABELLED = (
  [
    ['red.png', 'It is [green].', 'It is red.', 'visual-attribute'],
    ['green.png', 'The wall is [blue]. The floor is green.', 'The wall is green. The floor is green.', 'visual-attribute'],
    ['blue.png', 'A blue wall with [two] cats.', 'A blue wall with three cats.', 'counting'],
    [
      'red.png',
      'A [dog] on a red mat. A green lie told as truth.',
      'A cat on a red mat. A green lie told as truth.',
      'object-identification',
    ],
    // It is unlike the pictures that the detector knows.
    ['scenes/images/train-5-0.png', 'It has [blue] vases.', 'It has green vases.', 'visual-attribute'],
    ['blue.png', 'One [red] sky. One blue sea.', 'One blue sky. One blue sea.', 'visual-attribute'],
  ] as const
).map(([image, marked, original, taxonomy], index) => ({
  id: `labelled-${index}`,
  image,
  prompt: PROMPT,
  response: marked.replaceAll(/[[\]]/g, ''),
  original,
  taxonomies: [taxonomy],
  spans: [{ start: marked.indexOf('['), end: marked.indexOf(']') - 1, label: 'hallucinated', taxonomy }],
}));

const batchKind = { share: 1, pairs: 1 };

const TRAINING = {
  model: {
    architecture: 'tldr-vlm',
    imageSize: 128,
    vision: { patchSize: 8, stemWidths: [8, 16, 16], hiddenSize: 16, layers: 1, heads: 2, mlpSize: 24 },
    decoder: { vocabularySize: 300, hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, mlpSize: 24, ropeBase: 10000 },
    normEpsilon: 0.00001,
  },
  tokenizer: { texts: 100 },
  training: {
    seed: 3,
    steps: 3,
    lengths: [64, 160],
    loss: { reward: 1, language: 0.5, patches: 0 },
    learningRate: { peak: 0.003, warmupSteps: 2 },
    checkpointEvery: 3,
    evaluateEvery: 3,
  },
  data: { kind: 'scenes', seed: 3, imagesPerBatch: 1, batches: { answers: batchKind } },
  validationImages: 4,
};
