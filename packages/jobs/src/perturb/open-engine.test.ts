import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample } from '@tldr-rm/schema';
import { readLines, temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { inputFile, outputFile } from '../../test-support/opened-paths';
import { openResources } from '../resources/resources';
import { openEngine } from './open-engine';
import { type PerturbFileOptions, perturbFile } from './perturb-file';
import { SAMPLED_TEXTS } from './sample-texts';

const THINGS = ['dog', 'horse', 'sheep', 'cow', 'goat'];
const captions = (count: number): Sample[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${n}`,
    prompt: 'Describe the image.',
    response: `A ${THINGS[n % THINGS.length]} stands in front of a barn.`,
  }));
const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** Perturbs as `tldr-rm perturb --engine lexical --taxonomy object-identification --seed 1` does. */
async function run(input: string, output: string): Promise<unknown> {
  const files = { input: inputFile(input), output: outputFile(output), reading: {}, overwrite: false };
  const engine = await openEngine({ engine: 'lexical' }, files, { resources: openResources(), onNotice: () => undefined });
  const options: PerturbFileOptions = {
    ...files,
    engine,
    format: 'jsonl',
    seed: 1,
    taxonomy: 'object-identification',
    perSample: 1,
    onError: 'stop',
  };
  return perturbFile(options, { signal: new AbortController().signal, onProgress: () => undefined, onNotice: () => undefined });
}

async function paths(text: string): Promise<[input: string, output: string]> {
  const folder = await temporaryFolder();
  const [input, output] = [join(folder, 'captions.jsonl'), join(folder, 'labelled.jsonl')];
  await writeFile(input, text);
  return [input, output];
}

describe('openEngine, lexical', () => {
  it('draws replacements as often as the texts of the input use them', async () => {
    const share = async (samples: Sample[]): Promise<number> => {
      const [input, output] = await paths(lines(samples));
      await run(input, output);
      const words = (await readLines<Sample>(output)).slice(0, 200).flatMap(({ response }) => response.match(/\w+/g) ?? []);
      return words.filter((word) => word === 'goat').length / 200;
    };
    const ofOthers = captions(200).map((sample) => ({ ...sample, response: sample.response.replace('goat', 'cow') }));
    const many = { ...captions(1)[0]!, id: 'goats', response: `${'A goat. '.repeat(500)}` };
    expect(await share([...ofOthers, many])).toBeGreaterThan(3 * (await share(ofOthers)) + 0.05);
  });

  it('goes on with an input that has grown by the texts that it began with, and refuses other ones', async () => {
    const [input, output] = await paths(lines(captions(40)));
    await run(input, output);
    const text = await readFile(output, 'utf8');
    await writeFile(input, lines(captions(60)));
    expect(await run(input, output)).toMatchObject({ samples: 60, alreadyComplete: false });
    expect((await readFile(output, 'utf8')).startsWith(text)).toBe(true);
    expect(await run(input, output)).toMatchObject({ samples: 60, alreadyComplete: true });
    await writeFile(input, lines(captions(60).map((sample) => ({ ...sample, response: sample.response.replace('barn', 'house') }))));
    await expect(run(input, output)).rejects.toMatchObject({ code: 'RESUME_MISMATCH', message: expect.stringContaining('input was') });
  });

  it('uses what stands before a broken line, and goes on by that once the line is mended', async () => {
    const samples = captions(40);
    const [input, output] = await paths(`${lines(samples.slice(0, 25))}{"id"\n${lines(samples.slice(26))}`);
    await expect(run(input, output)).rejects.toMatchObject({ line: 26 });
    await writeFile(input, lines(samples));
    expect(await run(input, output)).toMatchObject({ samples: 40 });
  });

  it('reads no more than a bounded number of samples beforehand', async () => {
    const samples = captions(SAMPLED_TEXTS + 10);
    const [input, output] = await paths(lines(samples));
    const files = { input: inputFile(input), output: outputFile(output), reading: {}, overwrite: false };
    const { settings } = await openEngine({ engine: 'lexical' }, files, { resources: openResources(), onNotice: () => undefined });
    expect(settings).toMatchObject({ input: { samples: SAMPLED_TEXTS } });
  });
});
