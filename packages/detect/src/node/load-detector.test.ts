import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DetectorManifest, InputError } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { writeOnnxModel } from '../../test-support/onnx-model';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { RED, TINY_DETECTOR } from '../../test-support/tiny-detector';
import { DetectorFolderError } from '../errors';
import { loadDetector } from './load-detector';
import { readDetectorFolder } from './read-detector-folder';

/** A copy of the tiny detector, changed. */
async function damaged(change: (folder: string, manifest: DetectorManifest) => Promise<unknown>): Promise<string> {
  const folder = join(await temporaryFolder(), 'detector');
  await cp(TINY_DETECTOR, folder, { recursive: true });
  await change(folder, JSON.parse(await readFile(join(folder, 'detector.json'), 'utf8')) as DetectorManifest);
  return folder;
}

const writeManifest = (folder: string, manifest: unknown): Promise<void> =>
  writeFile(join(folder, 'detector.json'), JSON.stringify(manifest));
const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

describe('loadDetector', () => {
  it('opens a detector folder', async () => {
    const detector = await loadDetector(TINY_DETECTOR, { threads: 1 });
    expect(detector.manifest.name).toBe('tiny-detector');
    await detector.close();
  });

  it('refuses a folder without a detector', async () => {
    const loading = loadDetector(join(TINY_DETECTOR, 'nowhere'));
    await expect(loading).rejects.toThrow(DetectorFolderError);
    await expect(loading).rejects.toThrow(InputError);
    await expect(loading).rejects.toMatchObject({ code: 'DETECTOR_MISSING', message: expect.stringContaining('nowhere') });
  });

  it('names a missing file', async () => {
    const folder = await damaged((path) => rm(join(path, 'scorer.onnx')));
    await expect(loadDetector(folder)).rejects.toMatchObject({
      code: 'DETECTOR_FILE_MISSING',
      message: expect.stringContaining('scorer.onnx'),
    });
    await expect(loadDetector(folder, { verify: false })).rejects.toMatchObject({ code: 'DETECTOR_FILE_MISSING' });
  });

  it.each(['scorer.onnx', 'image-encoder.onnx', 'tokenizer.json'])('notices one changed byte in %s', async (name) => {
    const folder = await damaged(async (path) => {
      const bytes = await readFile(join(path, name));
      bytes[bytes.length - 1]! ^= 1;
      await writeFile(join(path, name), bytes);
    });
    await expect(loadDetector(folder)).rejects.toMatchObject({ code: 'DETECTOR_CHECKSUM', message: expect.stringContaining(name) });
  });

  it('can be told to trust the files', async () => {
    const folder = await damaged((path, manifest) =>
      writeManifest(path, { ...manifest, sha256: { ...manifest.sha256, 'scorer.onnx': '0'.repeat(64) } }),
    );
    await expect(loadDetector(folder)).rejects.toMatchObject({ code: 'DETECTOR_CHECKSUM' });
    const detector = await loadDetector(folder, { verify: false });
    expect((await detector.detect({ image: RED, prompt: '', response: 'green' })).response.hallucinated).toBe(true);
    await detector.close();
  });

  it('refuses a manifest of another version, and says what to do', async () => {
    const folder = await damaged((path, manifest) => writeManifest(path, { ...manifest, schemaVersion: 2 }));
    await expect(loadDetector(folder)).rejects.toMatchObject({
      code: 'DETECTOR_VERSION',
      message: expect.stringMatching(/version 2.*Export/s),
    });
  });

  it('refuses a manifest that is not JSON, or does not fit', async () => {
    const torn = await damaged((path) => writeFile(join(path, 'detector.json'), '{"schemaVersion": 1,'));
    await expect(loadDetector(torn)).rejects.toMatchObject({ code: 'DETECTOR_MANIFEST', message: expect.stringContaining('JSON') });
    const other = await damaged((path, manifest) => writeManifest(path, { ...manifest, imageSize: 'big' }));
    await expect(loadDetector(other)).rejects.toMatchObject({ code: 'DETECTOR_MANIFEST', message: expect.stringContaining('imageSize') });
    const list = await damaged((path) => writeManifest(path, null));
    await expect(loadDetector(list)).rejects.toMatchObject({ code: 'DETECTOR_MANIFEST' });
    const short = await damaged((path, manifest) =>
      writeManifest(path, { ...manifest, domainCheck: { ...manifest.domainCheck, mean: [1] } }),
    );
    await expect(loadDetector(short)).rejects.toMatchObject({ code: 'DETECTOR_MANIFEST', message: expect.stringContaining('domainCheck') });
  });

  it('reads no file outside of its folder', async () => {
    const folder = await damaged((path, manifest) =>
      writeManifest(path, { ...manifest, files: { ...manifest.files, tokenizer: '../tokenizer.json' } }),
    );
    await expect(loadDetector(folder)).rejects.toMatchObject({
      code: 'DETECTOR_MANIFEST',
      message: expect.stringContaining('files.tokenizer'),
    });
  });

  it('refuses a model that is none, and one with other inputs, although their sums are right', async () => {
    const garbage = await damaged(async (path, manifest) => {
      await writeFile(join(path, 'scorer.onnx'), 'garbage');
      await writeManifest(path, { ...manifest, sha256: { ...manifest.sha256, 'scorer.onnx': sha256('garbage') } });
    });
    await expect(loadDetector(garbage)).rejects.toMatchObject({ code: 'DETECTOR_MODEL', message: expect.stringContaining('scorer.onnx') });
    const swapped = await damaged((path, manifest) => {
      const { imageEncoder, scorer } = manifest.files;
      return writeManifest(path, { ...manifest, files: { ...manifest.files, imageEncoder: scorer, scorer: imageEncoder } });
    });
    await expect(loadDetector(swapped)).rejects.toMatchObject({ code: 'DETECTOR_MODEL', message: expect.stringContaining('input pixels') });
  });

  it('finds every change of a file in which a model keeps weights, and refuses one that it has no sum of', async () => {
    const weights = Buffer.from(new Float32Array(3).buffer);
    const model = (location: string) =>
      writeOnnxModel({
        inputs: [{ name: 'pixels', type: 'float32', shape: ['images', 32, 32, 3] }],
        outputs: ['keys', 'values'].map((name) => ({ name, type: 'float32' as const, shape: ['images', 1, 1, 3] })),
        constants: [{ name: 'axes', shape: [2], data: BigInt64Array.from([1n, 2n]) }],
        externalConstants: [{ name: 'shift', shape: [3], location, bytes: weights.length }],
        operations: [
          { operator: 'ReduceMean', inputs: ['pixels', 'axes'], outputs: ['mean'], integers: { keepdims: 1 } },
          { operator: 'Add', inputs: ['mean', 'shift'], outputs: ['keys'] },
          { operator: 'Identity', inputs: ['keys'], outputs: ['values'] },
        ],
      });
    const withWeights = (location: string, listed: boolean, change?: string) =>
      damaged(async (path, manifest) => {
        const bytes = model(location);
        await writeFile(join(path, 'image-encoder.onnx'), bytes);
        await writeFile(join(path, location), weights);
        const sums = { ...manifest.sha256, 'image-encoder.onnx': sha256(bytes), ...(listed && { [location]: sha256(weights) }) };
        await writeManifest(path, { ...manifest, sha256: sums });
        if (change) await writeFile(join(path, location), change);
      });
    const detector = await loadDetector(await withWeights('encoder.weights', true), { threads: 1 });
    expect((await detector.detect({ image: RED, prompt: '', response: 'green' })).response.hallucinated).toBe(true);
    await detector.close();
    const changed = await withWeights('encoder.weights', true, 'other bytes!');
    await expect(loadDetector(changed)).rejects.toMatchObject({
      code: 'DETECTOR_CHECKSUM',
      message: expect.stringContaining('encoder.weights'),
    });
    for (const location of ['encoder.weights', '../outside.weights']) {
      const unlisted = await withWeights(location, false);
      for (const verify of [true, false]) {
        await expect(loadDetector(unlisted, { verify })).rejects.toMatchObject({
          code: 'DETECTOR_MANIFEST',
          message: expect.stringContaining(location),
        });
      }
    }
  });

  it.each<[string, (manifest: DetectorManifest) => object]>([
    ['special.end', ({ special }) => ({ special: { ...special, end: -1 } })],
    ['special.end', ({ special }) => ({ special: { ...special, end: 100_000 } })],
    ['special tokens', ({ special }) => ({ special: { ...special, end: special.padding } })],
    ['thresholds.token', ({ thresholds }) => ({ thresholds: { ...thresholds, token: 1.5 } })],
    ['taxonomyHead', () => ({ taxonomyHead: true })],
    ['imageSize', () => ({ imageSize: 64 })],
    ['imageSize', () => ({ imageSize: 1_000_000_000 })],
    ['taxonomies', ({ taxonomies }) => ({ taxonomies: [...taxonomies, taxonomies[0]] })],
    ['domainProbe', () => ({ domainProbe: { feature: 'encoder-values', weights: [1, 2, 3, 4], limit: 0 } })],
  ])('compares the manifest with the models: %s', async (field, change) => {
    const folder = await damaged((path, manifest) => writeManifest(path, { ...manifest, ...change(manifest) }));
    const problem = { message: expect.stringContaining(field) };
    await expect(loadDetector(folder)).rejects.toMatchObject({ code: expect.stringMatching(/^DETECTOR_M(ANIFEST|ODEL)$/), ...problem });
  });

  it('names as many kinds of hallucination as its model has', async () => {
    const folder = fileURLToPath(new URL('../../../../models/scenes-tiny', import.meta.url));
    const { manifest } = await readDetectorFolder(folder, false);
    const changed = await temporaryFolder();
    await cp(folder, changed, { recursive: true, filter: (path) => !path.includes('checkpoint') });
    await writeManifest(changed, { ...manifest, taxonomies: manifest.taxonomies.slice(0, 3) });
    await expect(loadDetector(changed)).rejects.toMatchObject({
      code: 'DETECTOR_MANIFEST',
      message: expect.stringContaining('3 taxonomies'),
    });
  });
});
