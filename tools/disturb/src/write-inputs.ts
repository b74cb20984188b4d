import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program';

/** Lines of inputs that are read without pictures: about a second of work. */
const LINES = { scenes: 6000, texts: 1500, labelled: 12_000 };

const PICTURES = 40;
const FEW_LINES = 24;

const batchKind = { share: 1, pairs: 1 };

/** A network that trains for a few seconds, and then knows nothing. */
const TRAINING = {
  out: 'out/run',
  model: {
    architecture: 'tldr-vlm',
    imageSize: 128,
    vision: { patchSize: 8, stemWidths: [8, 16, 16], hiddenSize: 16, layers: 1, heads: 2, mlpSize: 24 },
    decoder: { vocabularySize: 400, hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, mlpSize: 24, ropeBase: 10000 },
    normEpsilon: 0.00001,
  },
  tokenizer: { texts: 100 },
  training: {
    seed: 3,
    steps: 6,
    lengths: [160],
    loss: { reward: 1, language: 0.5, patches: 0 },
    learningRate: { peak: 0.003, warmupSteps: 2 },
    checkpointEvery: 2,
    evaluateEvery: 6,
  },
  data: { kind: 'scenes', seed: 3, imagesPerBatch: 2, batches: { answers: batchKind, shortCaptions: batchKind, longCaptions: batchKind } },
  validationImages: 2,
};

/** Makes the inputs of all works, by the program itself, in a folder's `in/`. */
export async function writeInputs(folder: string): Promise<void> {
  const run = async (...arguments_: string[]): Promise<void> => {
    const { code, stderr } = await runProgram(arguments_, folder).ended;
    if (code !== 0) throw new Error(`tldr-rm ${arguments_.join(' ')} ended with ${code}: ${stderr}`);
  };
  const input = join(folder, 'in');
  for (const name of ['in', 'out', 'tmp']) await mkdir(join(folder, name), { recursive: true });
  await run('scenes', '--out', 'in/pictures', '--count', `${PICTURES}`, '--seed', '1');
  await run('perturb', '--in', 'in/pictures/samples.jsonl', '--out', 'in/pictures/labelled.jsonl', '--seed', '1');
  const samples = await readLines(join(input, 'pictures', 'samples.jsonl'));
  const labelled = await readLines(join(input, 'pictures', 'labelled.jsonl'));
  await writeLines(join(input, 'pictures', 'few.jsonl'), labelled.slice(0, FEW_LINES));
  await writeLines(join(input, 'scenes.jsonl'), repeat(samples, LINES.scenes));
  await writeLines(
    join(input, 'texts.jsonl'),
    repeat(samples, LINES.texts).map(({ scene: _scene, claims: _claims, ...text }) => text),
  );
  await writeLines(join(input, 'labelled.jsonl'), repeat(labelled, LINES.labelled));
  await writeFile(join(input, 'train.json'), JSON.stringify(TRAINING));
  await run('train', '--config', 'in/train.json');
  await cp(join(folder, 'out', 'run', 'checkpoint-0000006'), join(input, 'checkpoint'), { recursive: true });
  await run('export', '--checkpoint', 'in/checkpoint', '--out', 'in/detector', '--domain', 'drawn scenes');
  const generators = [0.5, 1].map((tau) => ({ name: `at ${tau}`, checkpoint: 'checkpoint', tau, maximumTokens: 12 }));
  await writeFile(join(input, 'generators.json'), JSON.stringify({ generators }));
}

type Line = Record<string, unknown>;

async function readLines(path: string): Promise<Line[]> {
  return (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

async function writeLines(path: string, lines: readonly Line[]): Promise<void> {
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function repeat(lines: readonly Line[], count: number): Line[] {
  return Array.from({ length: count }, (_, index) => ({ ...lines[index % lines.length]!, id: `line-${index}` }));
}
