import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample } from '@tldr-rm/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { countingProgress } from '../../test-support/counting-progress';
import { readLines } from '../../test-support/jsonl';
import { sceneSamples } from '../../test-support/scene-samples';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { type PerturbFileOptions, perturbFile } from './perturb-file';

let samples: Sample[];
beforeAll(() => {
  samples = sceneSamples(5);
});

async function options(text: string): Promise<PerturbFileOptions & { bars: ReturnType<typeof countingProgress> }> {
  const folder = await temporaryFolder();
  const [input, output] = [join(folder, 'samples.jsonl'), join(folder, 'labelled.jsonl')];
  await writeFile(input, text);
  const bars = countingProgress();
  return { input, output, seed: 1, taxonomy: undefined, startAnew: false, startProgress: bars.start, bars };
}

const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('perturbFile', () => {
  it('leaves no bar running where the output cannot be written, or a line is broken', async () => {
    const { bars, ...working } = await options(`${lines(samples)}{"id":`);
    await expect(perturbFile({ ...working, output: await temporaryFolder() })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(bars.running).toBe(0);
    await expect(perturbFile(working)).rejects.toMatchObject({ code: 'JSONL_LINE' });
    expect(bars).toMatchObject({ started: 1, running: 0 });
  });

  it('writes what stands before a broken line, and goes on there once it is mended', async () => {
    const whole = await options(lines(samples));
    await perturbFile(whole);
    const broken = await options(`${lines(samples.slice(0, 4))}{"id":`);
    await expect(perturbFile(broken)).rejects.toMatchObject({ code: 'JSONL_LINE', file: broken.input, line: 5 });
    const expected = (await readLines<Sample>(whole.output)).filter(({ id }) => id !== samples[4]!.id);
    expect(expected.length).toBeGreaterThan(0);
    expect(await readLines(broken.output)).toEqual(expected);
    await writeFile(broken.input, lines(samples));
    await perturbFile(broken);
    expect(await readFile(broken.output, 'utf8')).toBe(await readFile(whole.output, 'utf8'));
  });

  it('leaves a file alone that it did not write', async () => {
    const working = await options(lines(samples));
    await writeFile(working.output, 'my only notes');
    await expect(perturbFile(working)).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
    expect(await readFile(working.output, 'utf8')).toBe('my only notes');
  });
});
