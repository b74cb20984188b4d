import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sceneSamples } from '@tldr-rm/job-inputs/scene-samples';
import { perturbScene } from '@tldr-rm/perturb';
import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import { createRandom } from '@tldr-rm/random';
import type { LabelledSample } from '@tldr-rm/schema';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

const random = createRandom('audit');
const NEGATIVES = sceneSamples(200)
  .map((sample) => perturbScene(sample, random))
  .filter((sample): sample is LabelledSample => sample !== null);

async function written(lines: readonly unknown[] = NEGATIVES): Promise<string> {
  const path = join(await temporaryFolder(), 'labelled.jsonl');
  await writeLines(path, lines);
  return path;
}

describe('tldr-rm audit', () => {
  it('prints tables of everything it looks at', async () => {
    const { code, stdout } = await runCli('audit', '--in', await written(), '--no-color');
    expect(code).toBe(0);
    for (const title of ['Guessable', 'gives negatives away', 'Kinds of', 'Edits', 'Labels', 'Repetitions', 'Grammar'])
      expect(stdout).toContain(title);
    expect(stdout).toMatch(/of \d+ negatives .* have a problem that their original does not have/);
    expect(stdout).toContain(`All ${NEGATIVES.length} are in order`);
  });

  it('prints one JSON object, of pairs as many as asked for', async () => {
    const { stdout } = await runCli('audit', '--in', await written(), '--json', '--no-grammar', '--sample', '150');
    const audit = JSON.parse(stdout) as PerturbationAudit;
    expect(audit).toMatchObject({ samples: { negatives: NEGATIVES.length }, grammar: null, engine: null, seed: '1' });
    expect(audit.guessability!.pairs.training + audit.guessability!.pairs.test).toBe(150);
  });

  it('names samples with broken labels instead of stopping at them', async () => {
    const broken = { ...NEGATIVES[0]!, id: 'broken-one', spans: [{ start: 3, end: 4000, label: 'hallucinated', taxonomy: 'spelling' }] };
    const path = await written([broken, NEGATIVES[1]]);
    const { code, stdout } = await runCli('audit', '--in', path, '--no-grammar');
    expect(code).toBe(0);
    expect(stdout).toMatch(/span-outside-text .*broken-one/);
    expect(stdout).toMatch(/unknown-taxonomy .*broken-one/);
  });

  it('takes what the engine told, in either form', async () => {
    const folder = await temporaryFolder();
    const summary = join(folder, 'summary.json');
    const path = await written();
    const audit = async (content: unknown) => {
      await writeFile(summary, JSON.stringify(content));
      return runCli('audit', '--in', path, '--no-grammar', '--summary', summary);
    };
    expect((await audit({ accepted: 90, rejected: { 'not false': 10 } })).stdout).toMatch(/not false +10 +10\.0 %/);
    expect((await audit({ written: 3, notApplicable: 1, samples: 4 })).stdout).toMatch(/not applicable +1 +25\.0 %/);
    const usage = { calls: 9, rejected: { paraphrase: 4 } };
    expect((await audit({ written: 3, notApplicable: 1, usage })).stdout).toMatch(/answer rejected: paraphrase +4 +50\.0 %/);
    expect(await audit([])).toMatchObject({ code: 2, stderr: expect.stringContaining('BAD_SUMMARY') });
  });

  it('writes a page and Markdown', async () => {
    const folder = await temporaryFolder();
    const markdown = join(folder, 'audit.md');
    const { code, stdout } = await runCli(
      'audit',
      '--in',
      await written(),
      '--no-grammar',
      '--out',
      join(folder, 'page'),
      '--markdown',
      markdown,
    );
    expect(code).toBe(0);
    expect(stdout).toContain(join(folder, 'page', 'report.html'));
    const page = await readFile(join(folder, 'page', 'report.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(await readFile(markdown, 'utf8')).toMatch(/^\| kind +\| pairs +\|/m);
  });

  it('refuses files without negatives, and names the line of what is no sample', async () => {
    const truth = { id: 'a', prompt: '', response: 'A dog.' };
    expect(await runCli('audit', '--in', await written([truth]))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('NO_NEGATIVES'),
    });
    const path = await written([truth, { id: 'b' }]);
    expect(await runCli('audit', '--in', path)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${path}:2:`) });
  });
});
