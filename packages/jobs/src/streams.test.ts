import { link, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { sceneSamples } from '@tldr-rm/job-inputs/scene-samples';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditJob } from './audit/audit-job';
import { convertJob } from './convert/convert-job';
import { perturbJob } from './perturb/perturb-job';
import { openResources } from './resources/resources';

let folder: string;
let input: string;
let output: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
  await writeLines(input, sceneSamples(4));
});

/** Resources whose standard input gives a text; what is written to the standard output is collected. */
function streams(text: string) {
  const chunks: Buffer[] = [];
  const standardOutput = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const resources = openResources({ standardInput: Readable.from([Buffer.from(text)]), standardOutput });
  return { context: { resources }, written: () => Buffer.concat(chunks).toString() };
}

describe('standard streams', () => {
  it.each(['scene', 'lexical'] as const)('are perturbed by the %s engine as files are', async (engine) => {
    await perturbJob.run({ input, output, seed: 1, engine });
    const { context, written } = streams(await readFile(input, 'utf8'));
    await perturbJob.run({ input: '-', output: '-', seed: 1, engine }, context);
    const texts = (text: string): string[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { response: string }).response);
    expect(texts(written())).toEqual(texts(await readFile(output, 'utf8')));
  });

  it('are converted, and audited', async () => {
    const { context, written } = streams(await readFile(input, 'utf8'));
    expect(await convertJob.run({ input: '-', output: '-', to: 'label-studio' }, context)).toMatchObject({ records: 4 });
    expect(JSON.parse(written())).toHaveLength(4);
    await perturbJob.run({ input, output, seed: 1 });
    const { audit } = await auditJob.run({ input: '-', checkGrammar: false }, streams(await readFile(output, 'utf8')).context);
    expect(audit.samples.negatives).toBe((await readLines(output)).length);
  });

  it('that are empty are an error, and are named', async () => {
    const message = expect.stringContaining('standard input');
    await expect(convertJob.run({ input: '-', output }, streams('').context)).rejects.toMatchObject({ code: 'NO_SAMPLES', message });
    await expect(perturbJob.run({ input: '-', output, seed: 1 }, streams('').context)).rejects.toMatchObject({
      code: 'NO_SAMPLES',
      message,
    });
    await expect(auditJob.run({ input: '-' }, streams('').context)).rejects.toMatchObject({ code: 'NO_NEGATIVES', message });
    await expect(convertJob.run({ input: '-', output }, streams('{"id":').context)).rejects.toMatchObject({
      file: 'standard input',
      line: 1,
    });
  });

  it('are refused where there are none, and where a table would need a file beside it', async () => {
    await expect(convertJob.run({ input: '-', output })).rejects.toMatchObject({ code: 'SPEC_INVALID', field: 'input' });
    const { context } = streams('');
    await expect(perturbJob.run({ input, output: '-', to: 'parquet', seed: 1 }, context)).rejects.toMatchObject({ field: 'to' });
  });
});

describe('an output that is the input', () => {
  const works = {
    perturb: (out: string) => perturbJob.run({ input, output: out, seed: 1, overwrite: true }),
    convert: (out: string) => convertJob.run({ input, output: out }),
    'the page of audit': (out: string) => auditJob.run({ input, report: out }),
    'the Markdown of audit': (out: string) => auditJob.run({ input, markdown: out }),
  };

  it.each(Object.entries(works))('is refused by %s, by its path, a symbolic or a hard link', async (_, run) => {
    const before = await readFile(input);
    const [symbolic, hard] = [join(folder, 'symbolic.html'), join(folder, 'hard.html')];
    await symlink(input, symbolic);
    await link(input, hard);
    for (const path of [symbolic, hard]) await expect(run(path)).rejects.toMatchObject({ code: 'SAME_FILE' });
    expect(await readFile(input)).toEqual(before);
    expect((await readdir(folder)).sort()).toEqual(['hard.html', 'in.jsonl', 'symbolic.html']);
  });
});

it('a link as output stays a link, and its target is written', async () => {
  const target = join(folder, 'target.jsonl');
  await writeFile(target, '');
  await symlink(target, output);
  await convertJob.run({ input, output });
  expect(await readLines(target)).toHaveLength(4);
  expect((await readdir(folder, { withFileTypes: true })).find(({ name }) => name === 'out.jsonl')?.isSymbolicLink()).toBe(true);
});
