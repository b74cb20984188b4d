import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type LabelledSample, type Sample, sampleSchema, TAXONOMIES } from '@tldr-rm/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLines, writeLines } from '../../test-support/jsonl';
import { runCli } from '../../test-support/run-cli';
import { temporaryFolder } from '../../test-support/temporary-folder';

let data: string;
let samples: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tldr-rm-perturb-'));
  samples = join(data, 'samples.jsonl');
  await runCli('scenes', '--out', data, '--count', '12', '--seed', '3', '--icons', 'twemoji');
}, 120_000);
afterAll(() => rm(data, { recursive: true, force: true }));

const perturb = (output: string, ...more: string[]) =>
  runCli('perturb', '--in', samples, '--out', output, '--engine', 'scene', '--seed', '1', ...more);

describe('tldr-rm perturb', () => {
  it('keeps the true text and marks what is false', async () => {
    const output = join(await temporaryFolder(), 'labelled.jsonl');
    const { code, stdout } = await perturb(output, '--json');
    expect(code).toBe(0);
    const labelled = await readLines<LabelledSample>(output);
    const truth = new Map((await readLines<Sample>(samples)).map((sample) => [sample.id, sample.response]));
    for (const line of labelled) {
      expect(sampleSchema.parse(line)).toEqual(line);
      expect(line.original).toBe(truth.get(line.id));
      expect(line.response).not.toBe(line.original);
      expect(line.spans.some((span) => span.label === 'hallucinated')).toBe(true);
    }
    const summary = JSON.parse(stdout) as Record<string, number>;
    expect(summary.written).toBe(labelled.length);
    expect(summary.written! + summary.notApplicable! + summary.withoutScene!).toBe(truth.size);
  });

  it('refers to images from where the output lies', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'deep'));
    const output = join(folder, 'deep', 'labelled.jsonl');
    await perturb(output);
    const [first] = await readLines<LabelledSample>(output);
    expect((await readFile(resolve(folder, 'deep', first!.image!))).subarray(1, 4).toString()).toBe('PNG');
  });

  it('goes on after being killed at any byte, and ends with the same file', async () => {
    const folder = await temporaryFolder();
    const [whole, torn] = [join(folder, 'whole.jsonl'), join(folder, 'torn.jsonl')];
    await perturb(whole);
    const text = await readFile(whole, 'utf8');
    for (const share of [0, 0.1, 0.37, 0.5, 0.93, 1]) {
      await writeFile(torn, text.slice(0, Math.floor(text.length * share)));
      const { code, stdout } = await perturb(torn, '--json');
      expect(code).toBe(0);
      expect(await readFile(torn, 'utf8')).toBe(text);
      expect(JSON.parse(stdout)).toMatchObject({ written: text.split('\n').length - 1 });
    }
  });

  it('changes with the seed, and refuses to mix two in one file', async () => {
    const folder = await temporaryFolder();
    const [one, two] = [join(folder, 'one.jsonl'), join(folder, 'two.jsonl')];
    await perturb(one);
    await runCli('perturb', '--in', samples, '--out', two, '--engine', 'scene', '--seed', '2');
    expect(await readFile(two, 'utf8')).not.toBe(await readFile(one, 'utf8'));
    const mixed = await runCli('perturb', '--in', samples, '--out', one, '--engine', 'scene', '--seed', '2');
    expect(mixed).toMatchObject({ code: 2, stderr: expect.stringContaining('RESUME_MISMATCH') });
  });

  it.each(TAXONOMIES)('makes only %s when asked, and counts what it leaves out', async (taxonomy) => {
    const output = join(await temporaryFolder(), 'labelled.jsonl');
    const { code, stdout, stderr } = await perturb(output, '--taxonomy', taxonomy);
    expect(code).toBe(0);
    const labelled = await readLines<LabelledSample>(output);
    for (const line of labelled) {
      for (const span of line.spans) if (span.label === 'hallucinated') expect(span.taxonomy).toBe(taxonomy);
    }
    const total = (await readLines(samples)).length;
    expect(stdout).toContain(`${labelled.length} labelled samples`);
    if (labelled.length < total) expect(stderr).toContain(`${total - labelled.length} of ${total} samples were left out`);
  });

  it('refuses an engine it does not have, and names the one it has', async () => {
    const result = await perturb(join(await temporaryFolder(), 'labelled.jsonl'), '--engine', 'llm');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('Allowed choices are scene.') });
  });

  it('refuses a kind it does not know, and names those it knows', async () => {
    const result = await perturb(join(await temporaryFolder(), 'labelled.jsonl'), '--taxonomy', 'spelling');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('counterfactual') });
  });

  it('names file and line of a broken line, and of a repeated id', async () => {
    const folder = await temporaryFolder();
    const [first] = await readLines<Sample>(samples);
    const [broken, twice] = [join(folder, 'broken.jsonl'), join(folder, 'twice.jsonl')];
    await writeFile(broken, `${JSON.stringify(first)}\n{"id": 3}\n`);
    await writeLines(twice, [first, first]);
    const run = (input: string) => runCli('perturb', '--in', input, '--out', join(folder, 'out.jsonl'), '--engine', 'scene', '--seed', '1');
    expect(await run(broken)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${broken}:2:`) });
    expect(await run(twice)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${twice}:2:`) });
    expect(await run(join(folder, 'nowhere.jsonl'))).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere.jsonl') });
  });

  it('refuses samples without scenes, of which nothing can be proved', async () => {
    const folder = await temporaryFolder();
    const input = join(folder, 'plain.jsonl');
    await writeLines(input, [{ id: 'a', prompt: 'Describe the image.', response: 'A red apple.' }]);
    const result = await runCli('perturb', '--in', input, '--out', join(folder, 'out.jsonl'), '--engine', 'scene', '--seed', '1');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('tldr-rm scenes') });
  });
});
