import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { anySample } from '../testing/any-sample';
import { readAll } from '../testing/read-all';
import { temporaryFolder } from '../testing/temporary-folder';
import { createSampleWriter, type SampleWriterOptions, type WrittenSamples } from './create-sample-writer';

async function write(path: string, samples: readonly Sample[], options: SampleWriterOptions = {}): Promise<WrittenSamples> {
  const writer = await createSampleWriter(path, options);
  await writer.write(samples);
  return writer.close();
}

const labelled: Sample = {
  id: 'a/1',
  image: 'images/a.png',
  prompt: 'Describe the image.',
  original: '🍏 One dog sits. It is red.',
  response: '🍏 Two dogs sit. It is red.',
  spans: [
    { start: 3, end: 6, label: 'hallucinated', taxonomy: 'counting', original: 'One' },
    { start: 7, end: 15, label: 'ignore', original: 'dog sits' },
  ],
};
const right: Sample = { id: 'b', prompt: 'Is it red?', response: 'Yes. It is.', hallucinated: false };
const unknown: Sample = { id: 'c', prompt: 'Is it red?', response: 'Yes.' };

describe('samples', () => {
  test.each(['jsonl', 'parquet'])('come back from %s as they were', async (extension) => {
    const path = join(await temporaryFolder(), `samples.${extension}`);
    await fc.assert(
      fc.asyncProperty(fc.array(anySample, { maxLength: 8 }), async (samples) => {
        await write(path, samples);
        expect((await readAll(path)).map(({ sample }) => sample)).toEqual(samples);
      }),
      { numRuns: 60 },
    );
  });

  test('come back from tables of many row groups', async () => {
    const path = join(await temporaryFolder(), 'samples.parquet');
    const samples = Array.from({ length: 2_500 }, (_, index) => ({ ...labelled, id: String(index) }));
    expect(await write(path, samples)).toEqual({ records: 2_500, leftOut: 0 });
    const back = await readAll(path);
    expect(back.map(({ sample }) => sample)).toEqual(samples);
    expect(back.at(-1)!.position).toEqual({ unit: 'row', number: 2_500 });
  });

  test('have spans in Parquet that count code points', async () => {
    const path = join(await temporaryFolder(), 'samples.parquet');
    await write(path, [labelled]);
    const [row] = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    expect(row!.spans).toMatchObject([
      { start: 2, end: 5 },
      { start: 6, end: 14 },
    ]);
    expect([...labelled.response].slice(2, 5).join('')).toBe('Two');
  });
});

describe('preferences for TRL', () => {
  test.each(['jsonl', 'parquet'])('prefer the true text, as conversations, in %s', async (extension) => {
    const path = join(await temporaryFolder(), `preferences.${extension}`);
    expect(await write(path, [labelled, right, { ...labelled, original: labelled.response }], { format: 'trl-preference' })).toEqual({
      records: 1,
      leftOut: 2,
    });
    const records =
      extension === 'jsonl'
        ? [JSON.parse(await readFile(path, 'utf8'))]
        : await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    expect(records).toMatchObject([
      {
        images: ['images/a.png'],
        prompt: [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'Describe the image.' }] }],
        chosen: [{ role: 'assistant', content: [{ type: 'text', text: labelled.original }] }],
        rejected: [{ role: 'assistant', content: [{ type: 'text', text: labelled.response }] }],
      },
    ]);
  });
});

describe('stepwise supervision for TRL', () => {
  test.each(['jsonl', 'parquet'])('has the sentences and whether each is right, in %s', async (extension) => {
    const path = join(await temporaryFolder(), `steps.${extension}`);
    const options = { format: 'trl-stepwise' } as const;
    expect(await write(path, [labelled, right, unknown], options)).toEqual({ records: 2, leftOut: 1 });
    const text = extension === 'jsonl' ? (await readFile(path, 'utf8')).trim().split('\n') : [];
    const records =
      extension === 'jsonl' ? text.map((line) => JSON.parse(line)) : await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    expect(records).toEqual([
      {
        images: ['images/a.png'],
        prompt: 'Describe the image.',
        completions: ['🍏 Two dogs sit.', 'It is red.'],
        labels: [false, true],
      },
      { images: [], prompt: 'Is it red?', completions: ['Yes.', 'It is.'], labels: [true, true] },
    ]);
  });
});

test('a list marker is no step of its own, and a step is wrong where its item is', async () => {
  const path = join(await temporaryFolder(), 'steps.jsonl');
  const response = '1. A cat sits.\n2. Two dogs run.';
  const spans: Sample['spans'] = [{ start: 18, end: 21, label: 'hallucinated' }];
  await write(path, [{ ...labelled, response, spans }], { format: 'trl-stepwise' });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    completions: ['1. A cat sits.', '2. Two dogs run.'],
    labels: [true, false],
  });
});

describe('tasks for Label Studio', () => {
  test('carry spans as predictions in code points, or as annotations', async () => {
    const path = join(await temporaryFolder(), 'tasks.json');
    await write(path, [labelled, unknown], { format: 'label-studio' });
    const tasks = JSON.parse(await readFile(path, 'utf8'));
    expect(tasks).toHaveLength(2);
    expect(tasks[0].data).toEqual({
      id: 'a/1',
      image: 'images/a.png',
      prompt: 'Describe the image.',
      text: labelled.response,
      original: labelled.original,
    });
    const { result } = tasks[0].predictions[0];
    expect(result.map(({ value }: { value: unknown }) => value)).toEqual([
      { start: 2, end: 5, text: 'Two', labels: ['counting'] },
      { start: 6, end: 14, text: 'dogs sit', labels: ['ignore'] },
    ]);
    for (const { value } of result) expect([...tasks[0].data.text].slice(value.start, value.end).join('')).toBe(value.text);
    expect(tasks[1]).toEqual({ data: { id: 'c', prompt: 'Is it red?', text: 'Yes.' } });

    await write(path, [labelled], { format: 'label-studio', asAnnotations: true });
    const [annotated] = JSON.parse(await readFile(path, 'utf8'));
    expect(annotated).not.toHaveProperty('predictions');
    expect(annotated.annotations[0].result).toEqual(result);
  });
});

describe('half a surrogate pair', () => {
  const cut: Sample = {
    ...labelled,
    id: 'cut \ud83d',
    image: '\udc00.png',
    prompt: '\ud83d?',
    original: 'One dog. \ud83d',
    response: 'A 🍏 dog. \ud83d',
    spans: [{ start: 3, end: 8, label: 'hallucinated', original: 'x\ud83d' }],
    ...{ 'my \ud83d': ['\udc00'] },
  };

  test.each([
    ['jsonl', 'a.jsonl'],
    ['trl-preference', 'a.jsonl'],
    ['trl-stepwise', 'a.jsonl'],
    ['label-studio', 'a.json'],
  ] as const)('is U+FFFD in %s', async (format, name) => {
    const path = join(await temporaryFolder(), name);
    await write(path, [cut], { format });
    const text = await readFile(path, 'utf8');
    expect(text).not.toMatch(/\\ud/i);
    expect(text).toContain('\ufffd');
    expect(JSON.stringify(JSON.parse(text))).not.toMatch(/\\ud/i);
  });

  test('is U+FFFD in a table, and a span that cuts a character in Label Studio covers it', async () => {
    const folder = await temporaryFolder();
    await write(join(folder, 'a.parquet'), [cut]);
    const [back] = await readAll(join(folder, 'a.parquet'));
    expect(back!.sample).toMatchObject({ id: 'cut \ufffd', response: 'A 🍏 dog. \ufffd', 'my \ufffd': ['\ufffd'] });
    await write(join(folder, 'a.json'), [cut], { format: 'label-studio' });
    const [task] = JSON.parse(await readFile(join(folder, 'a.json'), 'utf8'));
    expect(task.predictions[0].result[0].value).toMatchObject({ start: 2, end: 7, text: '🍏 dog' });
  });

  test('that was written out as an escape is left as it is', async () => {
    const path = join(await temporaryFolder(), 'a.jsonl');
    await write(path, [{ ...right, response: 'The text \\ud83d.' }]);
    expect((await readAll(path))[0]!.sample.response).toBe('The text \\ud83d.');
  });
});

describe('the file', () => {
  test.each([
    ['samples.jsonl', {}, ''],
    ['tasks.json', { format: 'label-studio' }, '[\n\n]\n'],
  ] as const)('%s of no samples is sound', async (name, options, contents) => {
    const path = join(await temporaryFolder(), name);
    await write(path, [], options);
    expect(await readFile(path, 'utf8')).toBe(contents);
  });

  test('appears when it is complete, and not at all where it is given up', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'deep', 'samples.jsonl');
    const writer = await createSampleWriter(path);
    await writer.write([right]);
    expect(await readdir(join(folder, 'deep'))).not.toContain('samples.jsonl');
    await writer.close();
    expect(await readdir(join(folder, 'deep'))).toEqual(['samples.jsonl']);

    for (const name of ['given-up.jsonl', 'given-up.parquet']) {
      const other = await createSampleWriter(join(folder, 'deep', name));
      await other.write([right]);
      await other.discard();
    }
    expect(await readdir(join(folder, 'deep'))).toEqual(['samples.jsonl']);
  });

  test.each(['samples.csv', 'samples.json'])('%s does not tell its format', async (name) => {
    await expect(createSampleWriter(name)).rejects.toMatchObject({
      code: 'DATASET_FORMAT',
      message: expect.stringContaining('label-studio'),
    });
  });

  test.each([
    ['parquet', 'a.jsonl'],
    ['parquet', 'a.NDJSON'],
    ['parquet', 'a.json'],
    ['parquet', 'a.csv'],
    ['jsonl', 'a.parquet'],
    ['jsonl', 'a.json'],
    ['trl-preference', 'a.json'],
    ['trl-stepwise', 'a.csv'],
    ['label-studio', 'a.parquet'],
    ['label-studio', 'a.jsonl'],
  ] as const)('of %s is not named %s', async (format, name) => {
    const folder = await temporaryFolder();
    await expect(createSampleWriter(join(folder, name), { format })).rejects.toMatchObject({ code: 'DATASET_FORMAT' });
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ['trl-preference', 'a.parquet'],
    ['trl-stepwise', 'a.ndjson'],
    ['label-studio', 'a.json'],
    ['jsonl', 'a.txt'],
    ['parquet', 'a'],
  ] as const)('of %s may be named %s', async (format, name) => {
    const writer = await createSampleWriter(join(await temporaryFolder(), name), { format });
    await writer.discard();
  });

  test('is not packed', async () => {
    await expect(createSampleWriter('a.jsonl.gz')).rejects.toMatchObject({
      code: 'DATASET_FORMAT',
      message: expect.stringContaining('.gz'),
    });
  });

  test('leaves nothing behind where it cannot take its place', async () => {
    const folder = await temporaryFolder();
    const writer = await createSampleWriter(join(folder, 'a.jsonl'));
    await mkdir(join(folder, 'a.jsonl', 'full'), { recursive: true });
    await expect(writer.close()).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(await readdir(folder)).toEqual(['a.jsonl']);
  });

  test('is refused where it cannot be made', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(createSampleWriter(join(folder, 'file', 'a.jsonl'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });
});
