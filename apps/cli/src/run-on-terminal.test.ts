import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { runCli } from '../test-support/run-cli';

const sample = { id: '1', prompt: 'Describe the image.', response: 'Two red dogs sit on a table.', spans: [] };

describe('a job whose spec is a file', () => {
  it('does what the flags would have done', async () => {
    const folder = await temporaryFolder();
    const [input, output, spec] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl'), join(folder, 'spec.json')];
    await writeLines(input, [sample]);
    await writeFile(spec, JSON.stringify({ input, output, engine: 'lexical', seed: 1, taxonomy: 'counting' }));
    const { code, stdout } = await runCli('perturb', '--spec', spec, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ output, samples: 1, written: 1, byTaxonomy: { counting: 1 } });
    expect(await readLines(output)).toMatchObject([{ id: '1', original: sample.response }]);
  });

  it('takes no flag beside it, but those of what is shown', async () => {
    const spec = join(await temporaryFolder(), 'spec.json');
    await writeFile(spec, '{}');
    expect(await runCli('perturb', '--spec', spec, '--seed', '1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--seed: does not go with --spec'),
    });
  });

  it('names the file and the fields that cannot be used', async () => {
    const spec = join(await temporaryFolder(), 'spec.json');
    await writeFile(spec, JSON.stringify({ input: 'in.jsonl', seed: -1, colour: 'red' }));
    const { code, stderr } = await runCli('perturb', '--spec', spec);
    expect(code).toBe(2);
    for (const part of [spec, 'output: is missing', 'seed: ', 'colour']) expect(stderr).toContain(part);
    await writeFile(spec, '{"input":');
    expect(await runCli('perturb', '--spec', spec)).toMatchObject({ code: 2, stderr: expect.stringMatching(/spec\.json: not valid JSON/) });
    expect(await runCli('perturb', '--spec', `${spec}.none`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('FILE_UNREADABLE'),
    });
  });
});

describe('a job whose spec is its flags', () => {
  it('names every flag that is missing', async () => {
    const { code, stderr } = await runCli('scenes', '--seed', '1');
    expect(code).toBe(2);
    expect(stderr).toContain('--out: is missing');
    expect(stderr).toContain('--count: is missing');
    expect(stderr).not.toContain('    at ');
  });

  it('shows control characters of others as text', async () => {
    const input = join(await temporaryFolder(), 'in.jsonl');
    await writeLines(input, [
      { ...sample, id: '\u001b[2J' },
      { ...sample, id: '\u001b[2J' },
    ]);
    const { code, stderr } = await runCli('perturb', '--in', input, '--out', `${input}.out`, '--engine', 'lexical', '--seed', '1');
    expect(code).toBe(2);
    expect(stderr).toContain('[2J');
    expect(stderr).not.toContain('\u001b');
  });
});
