import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectionSchema } from '@tldr-rm/schema';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TINY_DETECTOR, writePlainImage } from '../../../../packages/jobs/test-support/tiny-detector';
import { runCli } from '../../test-support/run-cli';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tldr-rm-detect-'));
  await writePlainImage(join(data, 'red.png'), 'red');
  await writePlainImage(join(data, 'blue.png'), 'blue');
});
afterAll(() => rm(data, { recursive: true, force: true }));

const detectOne = (text: string, ...more: string[]) =>
  runCli('detect', '--image', join(data, 'red.png'), '--text', text, '--detector', TINY_DETECTOR, '--threads', '1', ...more);

describe('tldr-rm detect, one response', () => {
  it('prints one JSON object', async () => {
    const { code, stdout, stderr } = await detectOne('It is green. It is red.', '--json');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const detection = detectionSchema.parse(JSON.parse(stdout));
    expect(detection.spans).toMatchObject([{ text: 'green', start: 6, end: 11 }]);
    expect(detection.sentences.map((sentence) => sentence.hallucinated)).toEqual([true, false]);
    expect(detection.response.hallucinated).toBe(true);
  });

  it('puts wrong words in brackets where there are no colours', async () => {
    const { code, stdout } = await detectOne('It is green. It is red.');
    expect(code).toBe(0);
    expect(stdout).toContain('It is [green]. It is red.');
    expect(stdout).toContain('wrong');
  });

  it('obeys theta', async () => {
    const { stdout } = await detectOne('It is green.', '--json', '--theta', '0');
    expect(JSON.parse(stdout)).toMatchObject({ spans: [], response: { hallucinated: false } });
  });

  it('writes a page', async () => {
    const page = join(await temporaryFolder(), 'sub', 'page.html');
    const { code, stdout } = await detectOne('It is <b>green</b>.', '--html', page);
    expect(code).toBe(0);
    expect(stdout).toContain(page);
    const html = await readFile(page, 'utf8');
    expect(html).toContain('data:image/png;base64,');
    expect(html).not.toContain('<b>green');
  });

  it('names the thresholds that decided on the page', async () => {
    const page = join(await temporaryFolder(), 'page.html');
    await detectOne('It is green.', '--html', page, '--theta', '0.25');
    expect(await readFile(page, 'utf8')).toMatch(/below a reward of 0\.25,\s+a response below one of 0\.25/);
  });

  it('refuses a page that cannot be written before it scores', async () => {
    const { code, stdout, stderr } = await detectOne('It is green.', '--json', '--html', data);
    expect(code).toBe(2);
    expect(stderr).toContain('OUTPUT_UNWRITABLE');
    expect(stdout).toBe('');
  });

  it('shows control codes of a response as text', async () => {
    const { stdout } = await detectOne('It is \u001b]0;green\u0007 green.\b');
    for (const code of ['\u0007', '\b', '\u001b]']) expect(stdout).not.toContain(code);
    expect(stdout).toContain('\\x1b]0;');
  });

  it.each([
    ['a missing image', ['--image', 'nowhere.png', '--text', 'a'], 'nowhere.png'],
    ['a file that is no image', ['--image', join(TINY_DETECTOR, 'detector.json'), '--text', 'a'], 'IMAGE_FORMAT'],
    ['an empty text', ['--image', 'nowhere.png', '--text', ' '], 'RESPONSE_EMPTY'],
    ['a missing text', ['--image', 'nowhere.png'], '--image and --text'],
    ['--in without --out', ['--in', 'samples.jsonl'], '--in needs --out'],
    ['--in beside --image', ['--in', 'samples.jsonl', '--out', 'out.jsonl', '--image', 'a.png'], '--in takes the place'],
    ['--out without --in', ['--image', 'a.png', '--text', 'a', '--out', 'out.jsonl'], '--out goes with --in'],
  ])('ends with 2 on %s', async (_, flags, message) => {
    const { code, stdout, stderr } = await runCli('detect', ...flags, '--detector', TINY_DETECTOR);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it('ends with 2 on a damaged detector folder', async () => {
    const { code, stderr } = await detectOne('It is red.', '--detector', data);
    expect(code).toBe(2);
    expect(stderr).toContain('DETECTOR_MISSING');
  });
});

describe('tldr-rm detect, a file', () => {
  const samples = [
    { id: 'a', image: 'red.png', prompt: 'Describe the image.', response: 'It is red.' },
    { id: 'b', image: 'blue.png', prompt: 'Describe the image.', response: 'It is red.' },
    { id: 'c', image: 'red.png', prompt: 'What colour is it?', response: 'A blue or red or blue apple. It is blue.' },
  ];
  const detectFile = (input: string, output: string, ...more: string[]) =>
    runCli('detect', '--in', input, '--out', output, '--detector', TINY_DETECTOR, '--threads', '1', ...more);

  it('scores each line, in order', async () => {
    const input = join(data, 'samples.jsonl');
    await writeLines(input, samples);
    const output = join(await temporaryFolder(), 'scored.jsonl');
    const { code, stdout } = await detectFile(input, output, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ output, responses: 3, hallucinated: 2, withWarnings: 0 });
    const scored = await readLines<{ id: string; text: string; spans: { text: string }[] }>(output);
    expect(scored.map(({ id, text, spans }) => [id, text, spans.map((span) => span.text)])).toEqual([
      ['a', 'It is red.', []],
      ['b', 'It is red.', ['red']],
      ['c', samples[2]!.response, ['blue', 'blue', 'blue']],
    ]);
    for (const line of scored) detectionSchema.parse(line);
  });

  it('says how many lines were left out, and where they are told', async () => {
    const [input, output] = [join(data, 'some.jsonl'), join(await temporaryFolder(), 'scored.jsonl')];
    await writeLines(input, [samples[0], { ...samples[1], image: 'gone.png' }, samples[2]]);
    const { code, stdout } = await detectFile(input, output, '--on-error', 'skip');
    expect(code).toBe(0);
    expect(stdout).toBe(`${output}: 2 responses, 1 with wrong words, 1 line left out (see ${output}.skipped.jsonl)\n`);
  });

  it('goes on after being killed at any byte, and writes a page of all', async () => {
    const input = join(data, 'samples.jsonl');
    await writeLines(input, samples);
    const folder = await temporaryFolder();
    const [whole, torn, page] = [join(folder, 'whole.jsonl'), join(folder, 'torn.jsonl'), join(folder, 'page.html')];
    await detectFile(input, whole);
    const text = await readFile(whole, 'utf8');
    for (const share of [0, 0.2, 0.5, 0.99, 1]) {
      await writeFile(torn, text.slice(0, Math.floor(text.length * share)));
      expect((await detectFile(input, torn, '--html', page)).code).toBe(0);
      expect((await readLines<{ id: string }>(torn)).map((line) => line.id)).toEqual(['a', 'b', 'c']);
    }
    const html = await readFile(page, 'utf8');
    expect(html.match(/<article\b/g)).toHaveLength(3);
    expect(html).not.toContain('Showing the first');
  });

  it('never mixes thresholds or samples in one file', async () => {
    const folder = await temporaryFolder();
    const [input, other, output] = [join(data, 'samples.jsonl'), join(data, 'other.jsonl'), join(folder, 'scored.jsonl')];
    await writeLines(input, samples);
    await writeLines(other, samples.toReversed());
    await detectFile(input, output);
    expect(await detectFile(input, output, '--theta', '0.9')).toMatchObject({ code: 2, stderr: expect.stringContaining('--overwrite') });
    expect(await detectFile(other, output)).toMatchObject({ code: 2, stderr: expect.stringContaining('RESUME_MISMATCH') });
    expect((await detectFile(other, output, '--overwrite')).code).toBe(0);
  });

  it.each([
    ['response', { response: 'It is blue.' }],
    ['prompt', { prompt: 'Which colour is it?' }],
    ['image', { image: 'blue.png' }],
  ])('never takes a result for that of a sample whose %s has changed', async (_, change) => {
    const folder = await temporaryFolder();
    const [input, output] = [join(data, 'changing.jsonl'), join(folder, 'deep', 'scored.jsonl')];
    await writeLines(input, samples.slice(0, 2));
    await detectFile(input, output);
    await writeLines(input, samples);
    expect((await detectFile(input, output)).code).toBe(0);
    const before = await readFile(output, 'utf8');
    await writeLines(input, [{ ...samples[0], ...change }, ...samples.slice(1)]);
    expect(await detectFile(input, output)).toMatchObject({ code: 2, stderr: expect.stringMatching(/RESUME_MISMATCH.*line 1/) });
    expect(await readFile(output, 'utf8')).toBe(before);
  });

  it('leaves a file alone that it did not write', async () => {
    const [input, output] = [join(data, 'samples.jsonl'), join(await temporaryFolder(), 'notes.txt')];
    await writeLines(input, samples);
    await writeFile(output, 'my only notes');
    expect(await detectFile(input, output)).toMatchObject({ code: 2, stderr: expect.stringContaining('RESUME_MISMATCH') });
    expect(await readFile(output, 'utf8')).toBe('my only notes');
  });

  it('scores what stands before a line that is not JSON, and goes on there once it is mended', async () => {
    const [input, output] = [join(data, 'torn.jsonl'), join(await temporaryFolder(), 'scored.jsonl')];
    await writeLines(input, samples.slice(0, 2));
    await writeFile(input, '{"id":', { flag: 'a' });
    expect(await detectFile(input, output)).toMatchObject({ code: 2, stderr: expect.stringMatching(/torn\.jsonl:3: not valid JSON/) });
    expect((await readLines<{ id: string }>(output)).map((line) => line.id)).toEqual(['a', 'b']);
    await writeLines(input, samples);
    expect((await detectFile(input, output)).code).toBe(0);
    expect((await readLines<{ id: string }>(output)).map((line) => line.id)).toEqual(['a', 'b', 'c']);
  });

  it('shows the first of many on the page, and counts all', async () => {
    const folder = await temporaryFolder();
    const [input, page] = [join(data, 'many.jsonl'), join(folder, 'page.html')];
    await writeLines(
      input,
      Array.from({ length: 203 }, (_, index) => ({ ...samples[1], id: `sample-${index}` })),
    );
    expect((await detectFile(input, join(folder, 'scored.jsonl'), '--html', page, '--theta', '0.75')).code).toBe(0);
    const html = await readFile(page, 'utf8');
    expect(html.match(/<article\b/g)).toHaveLength(200);
    expect(html).toContain('Showing the first 200 of 203 texts.');
    expect(html).toContain('<strong>203</strong> texts scored');
    expect(html).toContain('<strong>203</strong> judged wrong');
    expect(html).toContain('below a reward of 0.75,');
  });

  it('names file and line of a sample that cannot be scored, after writing those before it', async () => {
    const folder = await temporaryFolder();
    const [input, output] = [join(data, 'bad.jsonl'), join(folder, 'scored.jsonl')];
    await writeLines(input, [samples[0], samples[1], { ...samples[2], image: 'gone.png' }, { ...samples[0], id: 'd', response: '' }]);
    expect(await detectFile(input, output)).toMatchObject({ code: 2, stderr: expect.stringMatching(/bad\.jsonl:3: .*gone\.png/) });
    expect((await readLines<{ id: string }>(output)).map((line) => line.id)).toEqual(['a', 'b']);
  });
});
