import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sample, sampleSchema } from '@tldr-rm/schema';
import { readLines, temporaryFolder } from '@tldr-rm/test-support';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

/** One icon set, so that loading is quick. */
const scenes = (folder: string, count: number, ...more: string[]) =>
  runCli('scenes', '--out', folder, '--count', String(count), '--seed', '5', '--icons', 'twemoji', ...more);

describe('tldr-rm scenes', () => {
  it('writes pictures, each with a true caption and answered questions', async () => {
    const folder = await temporaryFolder();
    const { code, stdout } = await scenes(folder, 6, '--json');
    expect(code).toBe(0);
    const samples = await readLines<Sample>(join(folder, 'samples.jsonl'));
    expect(JSON.parse(stdout)).toEqual({
      samplesFile: join(folder, 'samples.jsonl'),
      pictures: 6,
      samples: samples.length,
      alreadyThere: 0,
    });
    const images = new Set(samples.map((sample) => sample.image!));
    expect(images.size).toBe(6);
    expect((await readdir(join(folder, 'images'))).sort()).toEqual([...images].map((image) => image.replace('images/', '')).sort());
    for (const sample of samples) {
      expect(sampleSchema.parse(sample)).toEqual(sample);
      expect(sample.scene!.entities.every((entity) => entity.icon.startsWith('twemoji:'))).toBe(true);
      expect(sample.claims!.length).toBeGreaterThan(0);
    }
    expect(new Set(samples.map((sample) => sample.id)).size).toBe(samples.length);
    for (const image of images) {
      const { format, width, height } = await sharp(join(folder, image)).metadata();
      expect({ format, width, height }).toEqual({ format: 'png', width: 128, height: 128 });
      const of = samples.filter((sample) => sample.image === image);
      expect(of.filter((sample) => sample.id.endsWith('-caption'))).toHaveLength(1);
      expect([2, 3]).toContain(of.length);
    }
  });

  it('goes on after being killed at any byte, and ends with the same file', async () => {
    const [whole, torn] = [await temporaryFolder(), await temporaryFolder()];
    await scenes(whole, 5);
    const text = await readFile(join(whole, 'samples.jsonl'), 'utf8');
    const ends = [...text.matchAll(/\n/g)].map((match) => match.index + 1);
    for (const cut of [0, 40, ends[0]!, ends[1]! + 100, ends.at(-2)!, text.length - 1]) {
      await cp(join(whole, 'images'), join(torn, 'images'), { recursive: true });
      await writeFile(join(torn, 'samples.jsonl'), text.slice(0, cut));
      expect((await scenes(torn, 5)).code).toBe(0);
      expect(await readFile(join(torn, 'samples.jsonl'), 'utf8')).toBe(text);
    }
  });

  it('adds to what is there when more are asked for, and repeats nothing', async () => {
    const [grown, whole] = [await temporaryFolder(), await temporaryFolder()];
    await scenes(grown, 2);
    expect(JSON.parse((await scenes(grown, 4, '--json')).stdout)).toMatchObject({ pictures: 4, alreadyThere: 2 });
    await scenes(whole, 4);
    expect(await readFile(join(grown, 'samples.jsonl'), 'utf8')).toBe(await readFile(join(whole, 'samples.jsonl'), 'utf8'));
  });

  it('refuses to mix two seeds in a folder, unless told to start anew', async () => {
    const folder = await temporaryFolder();
    await scenes(folder, 2);
    const other = await scenes(folder, 2, '--seed', '6');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('--overwrite');
    expect((await scenes(folder, 2, '--seed', '6', '--overwrite')).code).toBe(0);
    expect((await readLines<Sample>(join(folder, 'samples.jsonl')))[0]!.id).toBe('train-6-0-caption');
  });

  it('refuses an icon set it does not know, and names those it knows', async () => {
    const { code, stderr } = await runCli('scenes', '--out', await temporaryFolder(), '--count', '1', '--seed', '1', '--icons', 'clipart');
    expect(code).toBe(2);
    expect(stderr).toContain('emojione');
  });
});
