/**
 * Makes the detector that the tests run: `node --conditions=@tldr-rm/source --import tsx test-support/make-tiny-detector.ts`, in this package's folder.
 *
 * It knows three words. `red`, `green` and `blue` get a reward near 1 if that is the strongest channel of the picture on average and near 0 if it is not;
 * every other token gets 0.98. So tests can tell from a plain-coloured picture what must come out, through real ONNX models, tokenizer and files.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TextTokenizer, trainBytePairTokenizer } from '@tldr-rm/align';
import { DETECTOR_SCHEMA_VERSION, type DetectorManifest, TAXONOMIES } from '@tldr-rm/schema';
import sharp from 'sharp';
import { fitDomainCheck, imageStatistics } from '../src';
import { writeOnnxModel } from './onnx-model';

const FOLDER = fileURLToPath(new URL('../fixtures/tiny-detector', import.meta.url));
const IMAGE_SIZE = 32;
const SPECIAL_TOKENS = ['<pad>', '<prompt>', '<response>', '<end>'];
const COLOUR_WORDS = ['red', 'green', 'blue'];
/** Logit of a token that names no colour: a reward of 0.98. */
const USUAL_LOGIT = 4;
/** Logit of a colour word: this times (share of its channel minus share of the others). */
const COLOUR_STRENGTH = 12;

const TEXTS = [
  'A red apple lies on a table.',
  'A green apple lies on a table.',
  'A blue apple lies on a table.',
  'Describe the image. What colour is the picture? The picture is red. The picture is green. The picture is blue.',
];

mkdirSync(FOLDER, { recursive: true });
const tokenizer = await trainBytePairTokenizer(
  TEXTS.flatMap((text) => Array.from({ length: 20 }, () => text)),
  { vocabularySize: 400, specialTokens: SPECIAL_TOKENS, path: join(FOLDER, 'tokenizer.json') },
);
writeFileSync(join(FOLDER, 'image-encoder.onnx'), imageEncoder());
writeFileSync(join(FOLDER, 'scorer.onnx'), await scorer(tokenizer));

const files = { imageEncoder: 'image-encoder.onnx', scorer: 'scorer.onnx', tokenizer: 'tokenizer.json' };
const [padding, beginPrompt, beginResponse, end] = SPECIAL_TOKENS.map((token) => tokenizer.tokenId(token)!);
const manifest: DetectorManifest = {
  schemaVersion: DETECTOR_SCHEMA_VERSION,
  name: 'tiny-detector',
  architecture: 'mean-colour',
  domain: 'pictures of a single colour',
  imageSize: IMAGE_SIZE,
  maximumLength: 64,
  special: { padding: padding!, beginPrompt: beginPrompt!, beginResponse: beginResponse!, end: end! },
  thresholds: { token: 0.5, sentence: 0.5, response: 0.5 },
  taxonomies: [...TAXONOMIES],
  domainCheck: fitDomainCheck(plainPictures().map(imageStatistics)),
  files,
  sha256: Object.fromEntries(Object.values(files).map((name) => [name, sha256(join(FOLDER, name))])),
};
writeFileSync(join(FOLDER, 'detector.json'), `${JSON.stringify(manifest)}\n`);
await sharp({ create: { width: IMAGE_SIZE, height: IMAGE_SIZE, channels: 3, background: 'red' } }).toFile(join(FOLDER, '..', 'red.png'));

/** `keys` and `values`: the mean colour of the picture, [images, 1, 1, 3]. */
function imageEncoder(): Uint8Array {
  const output = (name: string) => ({ name, type: 'float32' as const, shape: ['images', 1, 1, 3] });
  return writeOnnxModel({
    inputs: [{ name: 'pixels', type: 'float32', shape: ['images', IMAGE_SIZE, IMAGE_SIZE, 3] }],
    outputs: [output('keys'), output('values')],
    constants: [{ name: 'axes', shape: [2], data: BigInt64Array.from([1n, 2n]) }],
    operations: [
      { operator: 'ReduceMean', inputs: ['pixels', 'axes'], outputs: ['keys'], integers: { keepdims: 1 } },
      { operator: 'Identity', inputs: ['keys'], outputs: ['values'] },
    ],
  });
}

/** logits = usual logit of the token + its colour weights . (mean of the keys and values of its image). */
async function scorer(trained: TextTokenizer): Promise<Uint8Array> {
  const weights = new Float32Array(trained.vocabularySize * 3);
  const usual = new Float32Array(trained.vocabularySize).fill(USUAL_LOGIT);
  for (const [channel, word] of COLOUR_WORDS.entries()) {
    const { ids } = await trained.encode(word);
    if (ids.length !== 1) throw new Error(`the tokenizer splits ${word}`);
    usual[ids[0]!] = 0;
    for (let other = 0; other < 3; other += 1) weights[ids[0]! * 3 + other] = other === channel ? COLOUR_STRENGTH : -COLOUR_STRENGTH;
  }
  const image = (name: string) => ({ name, type: 'float32' as const, shape: ['images', 1, 1, 3] });
  return writeOnnxModel({
    inputs: [
      image('keys'),
      image('values'),
      { name: 'imageIndex', type: 'int32', shape: ['responses'] },
      { name: 'tokens', type: 'int32', shape: ['responses', 'length'] },
    ],
    outputs: [{ name: 'logits', type: 'float32', shape: ['responses', 'length'] }],
    constants: [
      { name: 'weights', shape: [trained.vocabularySize, 3], data: weights },
      { name: 'usual', shape: [trained.vocabularySize], data: usual },
      { name: 'half', shape: [1], data: Float32Array.from([0.5]) },
      { name: 'column', shape: [3], data: BigInt64Array.from([-1n, 3n, 1n]) },
      { name: 'lastAxis', shape: [1], data: BigInt64Array.from([-1n]) },
    ],
    operations: [
      { operator: 'Add', inputs: ['keys', 'values'], outputs: ['sum'] },
      { operator: 'Mul', inputs: ['sum', 'half'], outputs: ['mean'] },
      { operator: 'Reshape', inputs: ['mean', 'column'], outputs: ['colours'] },
      { operator: 'Gather', inputs: ['colours', 'imageIndex'], outputs: ['colourOfResponse'] },
      { operator: 'Gather', inputs: ['weights', 'tokens'], outputs: ['weightOfToken'] },
      { operator: 'MatMul', inputs: ['weightOfToken', 'colourOfResponse'], outputs: ['product'] },
      { operator: 'Squeeze', inputs: ['product', 'lastAxis'], outputs: ['colourLogit'] },
      { operator: 'Gather', inputs: ['usual', 'tokens'], outputs: ['usualLogit'] },
      { operator: 'Add', inputs: ['colourLogit', 'usualLogit'], outputs: ['logits'] },
    ],
  });
}

function plainPictures() {
  const shades = [0, 20, 40];
  return shades.flatMap((shade) =>
    [0, 1, 2].map((channel) => {
      const data = new Uint8Array(IMAGE_SIZE * IMAGE_SIZE * 3).map((_, at) => (at % 3 === channel ? 255 : shade));
      return { data, width: IMAGE_SIZE, height: IMAGE_SIZE };
    }),
  );
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
