import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { writeTinyCheckpoint } from '../../../../packages/jobs/test-support/tiny-checkpoint';
import { TINY_DETECTOR, writePlainImage } from '../../../../packages/jobs/test-support/tiny-detector';
import { runCli } from '../../test-support/run-cli';

async function labelledData(): Promise<string> {
  const folder = await temporaryFolder();
  await writePlainImage(join(folder, 'red.png'), 'red');
  const sample = { image: 'red.png', prompt: 'Describe the image.', original: 'It is red.', response: 'It is blue.' };
  const span = { start: 6, end: 10, label: 'hallucinated', taxonomy: 'visual-attribute', original: 'red' };
  const object = {
    ...sample,
    original: 'A red apple.',
    response: 'A red table.',
    spans: [{ ...span, end: 11, taxonomy: 'object-identification', original: 'apple' }],
  };
  const path = join(folder, 'labelled.jsonl');
  await writeLines(path, [
    { id: 'a', ...sample, spans: [span] },
    { id: 'b', ...object },
  ]);
  return path;
}

const evaluate = (data: string, ...more: string[]) =>
  runCli('evaluate', '--data', data, '--detector', TINY_DETECTOR, '--threads', '1', ...more);

describe('tldr-rm evaluate', () => {
  it('compares rewards with the truth, by kind, originals included', async () => {
    const { code, stdout } = await evaluate(await labelledData(), '--json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ detector: 'tiny-detector', samples: 2, count: 4, outsideDomain: 0 });
    // The detector knows colours and nothing else: it finds the wrong colour and misses the wrong thing.
    expect(report).toMatchObject({
      response: { accuracy: 0.75 },
      token: { precisionBad: 1, recallBad: 0.5 },
      byTaxonomy: {
        'visual-attribute': { count: 2, apNeg: 1, responseAccuracy: 1 },
        'object-identification': { count: 2, responseAccuracy: 0.5 },
      },
    });
  });

  it('prints tables, and writes them as Markdown', async () => {
    const data = await labelledData();
    const markdown = join(await temporaryFolder(), 'report.md');
    const { code, stdout } = await evaluate(data, '--markdown', markdown);
    expect(code).toBe(0);
    expect(stdout).toContain('Visual attribute');
    expect(await readFile(markdown, 'utf8')).toMatch(/^\| Visual attribute +\| +2 \|/m);
  });

  it('refuses an output that cannot be written before it scores, and writes no other', async () => {
    const csv = join(await temporaryFolder(), 'figures.csv');
    const { code, stdout, stderr } = await evaluate(await labelledData(), '--json', '--markdown', await temporaryFolder(), '--csv', csv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('OUTPUT_UNWRITABLE');
    await expect(readFile(csv)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes samples that have spans but no original', async () => {
    const folder = await temporaryFolder();
    await writePlainImage(join(folder, 'red.png'), 'red');
    const path = join(folder, 'labelled.jsonl');
    await writeLines(path, [{ id: 'a', image: 'red.png', prompt: '', response: 'It is red.', spans: [] }]);
    const { stdout } = await evaluate(path, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ count: 1, token: { accuracy: 1, apNeg: null } });
  });

  it('names file and line of a sample without labels, and refuses an empty file', async () => {
    const folder = await temporaryFolder();
    const [path, empty] = [join(folder, 'unlabelled.jsonl'), join(folder, 'empty.jsonl')];
    await writeLines(path, [{ id: 'a', image: 'red.png', prompt: '', response: 'It is red.' }]);
    await writeLines(empty, []);
    expect(await evaluate(path)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${path}:1:`) });
    expect(await evaluate(empty)).toMatchObject({ code: 2, stderr: expect.stringContaining('NO_SAMPLES') });
  });

  it('evaluates the token likelihoods of a checkpoint by the same figures', async () => {
    const data = await labelledData();
    const checkpoint = await writeTinyCheckpoint(await temporaryFolder());
    const { code, stdout } = await runCli('evaluate', '--data', data, '--likelihood-of', checkpoint, '--resamples', '0', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ detector: `likelihood of ${checkpoint}`, samples: 2, count: 4 });
    expect(report.token.apNeg).toBeGreaterThan(0);
    const both = await evaluate(data, '--likelihood-of', checkpoint, '--resamples', '0', '--json');
    expect(JSON.parse(both.stdout)).toMatchObject({
      detectors: [{ detector: 'tiny-detector' }, report],
      differences: [{ name: report.detector }],
    });
  });

  it('compares detectors, told apart by their folders, with paired differences', async () => {
    const data = await labelledData();
    const again = join(await temporaryFolder(), 'again');
    await cp(TINY_DETECTOR, again, { recursive: true });
    const { code, stdout } = await evaluate(data, '--detector', again, '--resamples', '20', '--json');
    expect(code).toBe(0);
    const { detectors, differences } = JSON.parse(stdout);
    expect(detectors.map(({ detector }: { detector: string }) => detector)).toEqual([
      `tiny-detector (${TINY_DETECTOR})`,
      `tiny-detector (${again})`,
    ]);
    expect(differences[0].figures['token.apNeg']).toEqual({ difference: 0, withoutInterval: 'resamples-agree' });
    const printed = await evaluate(data, '--detector', again, '--resamples', '0');
    expect(printed.stdout).toContain('Detectors compared on 4 responses');
  });

  it('refuses a detector that is given twice, and one that is missing before anything is scored', async () => {
    const data = await labelledData();
    expect(await evaluate(data, '--detector', TINY_DETECTOR)).toMatchObject({ code: 2, stderr: expect.stringContaining('given twice') });
    const { code, stdout, stderr } = await evaluate(data, '--detector', join(await temporaryFolder(), 'none'), '--progress');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('DETECTOR_MISSING');
    expect(stderr).not.toContain('scoring');
  });

  it('takes only the first samples, and --theta in place of the thresholds', async () => {
    const { stdout } = await evaluate(await labelledData(), '--samples', '1', '--theta', '0', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ samples: 1, count: 2, thresholds: { token: 0 }, token: { recallBad: 0 } });
  });

  it('writes all figures as CSV', async () => {
    const csv = join(await temporaryFolder(), 'figures.csv');
    const { stdout } = await evaluate(await labelledData(), '--csv', csv, '--resamples', '20', '--json');
    const { response, intervals } = JSON.parse(stdout);
    const { low, high } = intervals['response.accuracy'];
    const lines = (await readFile(csv, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe('detector,figure,value,low,high');
    expect(lines).toContain(`tiny-detector,response.accuracy,${response.accuracy},${low},${high}`);
    expect(lines.filter((line) => line.split(',').length !== 5)).toEqual([]);
  });

  it('writes a page with charts, tables and the cases, worst first', async () => {
    const folder = join(await temporaryFolder(), 'report');
    const { code, stdout } = await evaluate(await labelledData(), '--report', folder, '--resamples', '20');
    expect(code).toBe(0);
    expect(stdout).toContain(`report: ${join(folder, 'report.html')}`);
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    expect(page.match(/<svg /g)!.length).toBeGreaterThanOrEqual(4);
    const cases = page.match(/<article class="[^"]*"/g);
    expect(cases).toEqual(['<article class="is-missed is-object-identification"', '<article class="is-right is-visual-attribute"']);
    expect(page).toContain('truth: “apple”, not “table”');
  });
});
