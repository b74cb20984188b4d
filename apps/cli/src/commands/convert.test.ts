import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample } from '@tldr-rm/schema';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

const labelled: Sample = {
  id: 'a',
  image: 'images/a.png',
  prompt: 'Describe the image.',
  response: 'Two dogs sit. It is red.',
  original: 'One dog sits. It is red.',
  spans: [{ start: 0, end: 3, label: 'hallucinated', taxonomy: 'counting', original: 'One' }],
};

const coco = {
  images: [{ id: 1, file_name: '1.jpg' }],
  annotations: [
    { id: 10, image_id: 1, caption: 'A dog.' },
    { id: 11, image_id: 1, caption: 'A red dog.' },
  ],
};

describe('tldr-rm convert', () => {
  it('makes samples of captions, with images seen from where the output lies', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'captions.json'), join(folder, 'deep', 'captions.jsonl')];
    await writeFile(input, JSON.stringify(coco));
    const flags = ['convert', '--in', input, '--out', output, '--images', join(folder, 'val2017'), '--prompt', 'What is there?'];
    expect(await runCli(...flags)).toEqual({ code: 0, stdout: `${output}: 2 records\n`, stderr: '' });
    expect(await readLines(output)).toEqual([
      { id: '10', image: '../val2017/1.jpg', prompt: 'What is there?', response: 'A dog.' },
      { id: '11', image: '../val2017/1.jpg', prompt: 'What is there?', response: 'A red dog.' },
    ]);
  });

  it('goes to Parquet and back', async () => {
    const folder = await temporaryFolder();
    const [input, table, back] = [join(folder, 'labelled.jsonl'), join(folder, 'labelled.parquet'), join(folder, 'back.jsonl')];
    await writeLines(input, [labelled]);
    expect(await runCli('convert', '--in', input, '--out', table)).toMatchObject({ code: 0 });
    expect(await runCli('convert', '--in', table, '--out', back)).toMatchObject({ code: 0 });
    expect(await readLines(back)).toEqual([labelled]);
  });

  it('finds sentences as the detectors do, and says what it left out', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'labelled.jsonl'), join(folder, 'steps.jsonl')];
    await writeLines(input, [labelled, { id: 'b', prompt: 'p', response: 'Nothing is known of it.' }]);
    const { code, stderr } = await runCli('convert', '--in', input, '--out', output, '--to', 'trl-stepwise');
    expect(code).toBe(0);
    expect(stderr).toContain('1 samples were left out: they lack what trl-stepwise needs');
    expect(await readLines(output)).toEqual([
      { images: ['images/a.png'], prompt: 'Describe the image.', completions: ['Two dogs sit.', 'It is red.'], labels: [false, true] },
    ]);
  });

  it('makes tasks for Label Studio', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'labelled.jsonl'), join(folder, 'tasks.json')];
    await writeLines(input, [labelled]);
    const { stdout } = await runCli('convert', '--in', input, '--out', output, '--to', 'label-studio', '--as-annotations', '--json');
    expect(JSON.parse(stdout)).toEqual({ output, format: 'label-studio', records: 1, leftOut: 0 });
    expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject([
      { data: { text: labelled.response }, annotations: [{ result: [{}] }] },
    ]);
  });

  it.each([
    ['a broken line', '{"id":"a","prompt":"p","response":"r"}\n{"id":', [], 'samples.jsonl:2:'],
    ['nothing that fits', '{"id":"a","prompt":"p","response":"r"}\n', ['--to', 'trl-preference'], 'none of its 1 samples'],
    ['no samples', '', [], 'there are no samples'],
    ['columns that are none', '{}', ['--columns', 'answer=a'], 'a sample has no "answer"'],
    ['columns that are no pairs', '{}', ['--columns', 'answer'], 'response=caption'],
  ])('refuses %s, and leaves no file', async (_, text, flags, problem) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'samples.jsonl'), text);
    const result = await runCli('convert', '--in', join(folder, 'samples.jsonl'), '--out', join(folder, 'out.jsonl'), ...flags);
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining(problem) });
    expect(await readdir(folder)).toEqual(['samples.jsonl']);
  });

  it('leaves out what cannot be used, where that is asked for', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(folder, 'samples.jsonl'), join(folder, 'out.jsonl')];
    await writeFile(input, `{"id":\n${JSON.stringify(labelled)}\n`);
    const result = await runCli('convert', '--in', input, '--out', output, '--on-error', 'skip');
    const skipped = `${output}.skipped.jsonl`;
    expect(result).toEqual({ code: 0, stdout: `${output}: 1 records, 1 line left out (see ${skipped})\n`, stderr: '' });
    expect(await readLines(output)).toEqual([labelled]);
    expect(await readLines(skipped)).toMatchObject([{ line: 1, code: 'JSONL_LINE' }]);
    await writeLines(input, [labelled]);
    expect(await runCli('convert', '--in', input, '--out', output, '--on-error', 'skip')).toMatchObject({
      stdout: `${output}: 1 records\n`,
    });
    expect(await readdir(folder)).toEqual(['out.jsonl', 'samples.jsonl']);
  });

  it('refuses a name that tells no format, and the input as output', async () => {
    const input = join(await temporaryFolder(), 'samples.jsonl');
    await writeLines(input, [labelled]);
    expect(await runCli('convert', '--in', input, '--out', `${input}.csv`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATASET_FORMAT'),
    });
    expect(await runCli('convert', '--in', input, '--out', input)).toMatchObject({ code: 2, stderr: expect.stringContaining('SAME_FILE') });
  });
});
