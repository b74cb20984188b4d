import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type LabelledSample, type Sample, sampleSchema, TAXONOMIES } from '@tldr-rm/schema';
import { readLines, startEditingServer, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

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

  it('reads a packed file, and writes what a tool for training takes', async () => {
    const folder = await temporaryFolder();
    const packed = join(folder, 'samples.jsonl.gz');
    await writeFile(packed, gzipSync(await readFile(samples)));
    const [plain, preferences] = [join(folder, 'labelled.jsonl'), join(folder, 'preferences.jsonl')];
    const flags = ['--in', packed, '--seed', '1', '--images', data];
    expect(await runCli('perturb', ...flags, '--out', plain)).toMatchObject({ code: 0 });
    expect(await runCli('perturb', ...flags, '--out', preferences, '--to', 'trl-preference')).toMatchObject({ code: 0 });
    const labelled = await readLines<LabelledSample>(plain);
    expect(await readLines(preferences)).toMatchObject(
      labelled.map(({ image, prompt, original, response }) => ({
        images: [image],
        prompt: [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: prompt }] }],
        chosen: [{ content: [{ text: original }] }],
        rejected: [{ content: [{ text: response }] }],
      })),
    );
    expect((await readFile(resolve(folder, labelled[0]!.image!))).subarray(1, 4).toString()).toBe('PNG');
  });

  it('makes several negatives of a sample, which does not go with one kind', async () => {
    const output = join(await temporaryFolder(), 'labelled.jsonl');
    expect(await perturb(output, '--per-sample', '2', '--taxonomy', 'counting')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--per-sample'),
    });
    const { code, stdout } = await perturb(output, '--per-sample', '2', '--json');
    const summary = JSON.parse(stdout) as Record<string, number>;
    expect(code).toBe(0);
    expect(summary.written).toBeGreaterThan(1.5 * summary.samples!);
    expect(await perturb(output, '--per-sample', '2')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('all were there already'),
    });
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

  it('refuses an engine it does not have, and names those it has', async () => {
    const result = await perturb(join(await temporaryFolder(), 'labelled.jsonl'), '--engine', 'dice');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('Allowed choices are scene, ') });
  });

  it('makes captions of another dataset false by their words', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'captions.json'), join(folder, 'labelled.jsonl')];
    const annotations = ['A dog sleeps on a red couch next to two cups.', 'Two men stand behind a blue bus.', 'Hm.'].map((caption, id) => ({
      id,
      image_id: 7,
      caption,
    }));
    await writeFile(input, JSON.stringify({ images: [{ id: 7, file_name: '7.jpg' }], annotations }));
    const flags = ['perturb', '--in', input, '--out', output, '--engine', 'lexical', '--seed', '1'];
    expect(await runCli(...flags)).toMatchObject({
      code: 0,
      stdout: `${output}: 2 labelled samples\n`,
      stderr: expect.stringContaining('1 of 3'),
    });
    const labelled = await readLines<LabelledSample>(output);
    expect(labelled).toMatchObject([
      { id: '0', image: '7.jpg', original: annotations[0]!.caption },
      { id: '1', image: '7.jpg', original: annotations[1]!.caption },
    ]);
    for (const { response, original, spans } of labelled) {
      expect(response).not.toBe(original);
      expect(spans.some(({ label }) => label === 'hallucinated')).toBe(true);
    }
    const again = await runCli(...flags, '--edits', '3', '--overwrite', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ written: 2, notApplicable: 1, withoutScene: 0 });
    const more = await readLines<LabelledSample>(output);
    expect(more.flatMap(({ spans }) => spans).length).toBeGreaterThan(labelled.flatMap(({ spans }) => spans).length);
  });

  it('asks a language model, several requests at once, and pays for no answer twice', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'plain.jsonl'), join(folder, 'labelled.jsonl')];
    await writeLines(
      input,
      Array.from({ length: 12 }, (_, index) => ({
        id: `${index}`,
        prompt: 'Describe the image.',
        response: `${index + 2} dogs sit on a sofa.`,
      })),
    );
    await using server = await startEditingServer();
    const flags = [
      'perturb',
      '--in',
      input,
      '--out',
      output,
      '--seed',
      '1',
      '--engine',
      'llm',
      '--model',
      'test',
      '--taxonomy',
      'counting',
      '--json',
    ];
    const { code, stdout } = await runCli(...flags, '--base-url', server.baseUrl, '--price-in', '1', '--price-out', '2');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ samples: 12, written: 12, usage: { calls: 12, cached: 0, cost: expect.any(Number) } });
    const labelled = await readLines<LabelledSample>(output);
    expect(labelled.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, index) => `${index}`));
    expect(labelled[0]).toMatchObject({ original: '2 dogs sit on a sofa.', response: '41 dogs sit on a sofa.' });

    const again = await runCli(...flags, '--base-url', server.baseUrl, '--overwrite');
    expect(JSON.parse(again.stdout)).toMatchObject({ written: 12, usage: { calls: 0, cached: 12 } });
    expect(server.requests()).toBe(12);
  });

  it('believes no language model that says the same in other words, as WordNet knows them', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'plain.jsonl'), join(folder, 'labelled.jsonl')];
    await writeLines(input, [{ id: '1', prompt: 'Describe the image.', response: 'A dog sits on a chair.' }]);
    for (const [word, written] of [
      ['poodle', 0],
      ['cat', 1],
    ] as const) {
      await using server = await startEditingServer((response) => response.replace('dog', word));
      const engine = ['--engine', 'llm', '--model', word, '--base-url', server.baseUrl, '--taxonomy', 'object-identification'];
      const { stdout } = await runCli('perturb', '--in', input, '--out', output, '--seed', '1', '--overwrite', '--json', ...engine);
      expect(JSON.parse(stdout)).toMatchObject({ written, usage: { rejected: written === 0 ? { paraphrase: 3 } : {} } });
    }
  });

  it('refuses a name that does not go with the format before it makes anything', async () => {
    const folder = await temporaryFolder();
    expect(await perturb(join(folder, 'tasks.parquet'), '--to', 'label-studio')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATASET_FORMAT'),
    });
    expect(await perturb(join(folder, 'labelled.jsonl.gz'))).toMatchObject({ code: 2, stderr: expect.stringContaining('DATASET_FORMAT') });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what a language model needs', async () => {
    const output = join(await temporaryFolder(), 'labelled.jsonl');
    expect(await perturb(output, '--engine', 'llm')).toMatchObject({ code: 2, stderr: expect.stringContaining('--base-url') });
    const flags = ['--engine', 'llm', '--base-url', 'http://127.0.0.1:1/v1', '--model', 'm'];
    expect(await perturb(output, ...flags, '--api-key-env', 'NO_SUCH_KEY')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('NO_SUCH_KEY'),
    });
    expect(await perturb(output, ...flags, '--price-in', '1')).toMatchObject({ code: 2, stderr: expect.stringContaining('--price-out') });
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
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('The job "scenes" makes such samples') });
  });
});
